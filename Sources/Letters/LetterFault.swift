/// Why a letter could not be written, or why the templates cannot be used.
package enum LetterFault: Error, Equatable, CustomStringConvertible {
  /// A file that every set of templates needs is not there.
  case fileMissing(String)
  /// A file is there but cannot be used; the second text says why.
  case fileBroken(String, String)
  /// A template asked for facts that its letter does not have; the names are the template's words, never values.
  case factsMissing(template: String, names: [String])

  package var description: String {
    switch self {
    case .fileMissing(let file): "The file \(file) is missing from the letters' templates."
    case .fileBroken(let file, let why): "The file \(file) in the letters' templates cannot be used: \(why)"
    case .factsMissing(let template, let names):
      "The template \(template) asks for facts that this letter does not have: \(names.joined(separator: ", "))."
    }
  }
}
