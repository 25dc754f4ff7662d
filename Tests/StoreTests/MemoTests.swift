import Testing

@testable import Store

@Suite struct MemoTests {
  @Test func `a text that is read again is decoded once, and another text is another value`() {
    let memo = Memo<Int>(countMax: 10)
    var decoded: [String] = []
    let values = ["one", "two!", "one", "one", "two!"].map { text in
      memo.value(of: text) {
        decoded.append($0)
        return $0.count
      }
    }
    #expect(values == [3, 4, 3, 3, 4])
    #expect(decoded == ["one", "two!"])
  }

  @Test func `what cannot be decoded is not remembered`() throws {
    let memo = Memo<Int>(countMax: 10)
    #expect(throws: StoreFault.self) { try memo.value(of: "x") { throw StoreFault.unreadable(column: $0) } }
    #expect(memo.value(of: "x") { _ in 7 } == 7)
  }

  @Test func `a full memo begins anew`() {
    let memo = Memo<String>(countMax: 2)
    var count = 0
    for text in ["a", "b", "c", "a"] {
      #expect(
        memo.value(of: text) {
          count += 1
          return $0
        } == text)
    }
    #expect(count == 4)
  }
}
