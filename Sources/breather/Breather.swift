@main struct Breather { static func main() {} }
