import Breaks
import Foundation
import Web
import Wire

/// A seed file, read: rows whose headers are JSON pointers into the body of the API's request.
struct SeedTable: Sendable {
  let file: String
  let table: CSVTable

  /// Reads `<folder>/<file>`.
  ///
  /// - Throws: `SeedFault`.
  init(_ file: String, in folder: String) throws {
    self.file = file
    let path = (folder as NSString).appendingPathComponent(file)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SeedFault(file: file, rows: [.init(line: 0, field: "", sentence: "There is no such file in \(folder).")])
    }
    do {
      table = try CSV.parse([UInt8](data))
    } catch {
      throw SeedFault(file: file, rows: [.init(line: error.line, field: "", sentence: error.sentence)])
    }
  }

  /// One row: its line, what the loader needs of it, and the body of the request.
  struct Row: Sendable {
    let line: Int
    /// The cells of the loader's own columns, by header.
    let loader: [String: String]
    let body: JSON
  }

  private var sheet: RowSheet { RowSheet(table) }

  /// All rows, with every unreadable cell reported at once.
  ///
  /// - Parameter own: headers of the loader's own columns, which are no part of the body.
  func rows(own: Set<String>) throws -> [Row] {
    let (rows, problems) = sheet.rows(own: own)
    if !problems.isEmpty { throw SeedFault(file: file, rows: problems.map { SeedFault.BadRow($0) }) }
    return rows.map { Row(line: $0.line, loader: $0.own, body: $0.body) }
  }

  /// What is wrong with a row, in the words of the reader or the rules.
  func fault(_ error: any Error, line: Int) -> [SeedFault.BadRow] {
    sheet.problems(error, line: line)?.map { SeedFault.BadRow($0) }
      ?? [SeedFault.BadRow(line: line, field: "", sentence: "\(type(of: error))")]
  }
}

extension SeedFault.BadRow {
  fileprivate init(_ problem: RowProblem) {
    self.init(line: problem.line, field: problem.column, sentence: problem.detail)
  }
}

/// The ids that rows of earlier files were given, by their keys.
struct SeedKeys: Sendable {
  private var ids: [String: UUID] = [:]

  /// Remembers a row's id under its key.
  mutating func keep<Thing>(_ key: String?, _ id: ID<Thing>) {
    if let key { ids[key] = id.uuid }
  }

  /// The id behind `@key`.
  ///
  /// - Throws: `BadValue` with code `unknown_key`.
  func id<Thing>(_ cell: String?, _: Thing.Type = Thing.self) throws -> ID<Thing> {
    guard let cell, cell.hasPrefix("@"), let id = ids[String(cell.dropFirst())] else {
      throw BadValue("unknown_key", "No row of an earlier file has the key \(cell ?? "that is missing here").")
    }
    return ID(id)
  }

  /// The body with every text that names a key replaced by the id behind it.
  func resolved(_ body: JSON) throws -> JSON {
    switch body {
    case .string(let text) where text.hasPrefix("@"):
      return .string(try id(text, Person.self).text)
    case .array(let items):
      return .array(try items.map { try resolved($0) })
    case .object(let object):
      var copy = JSONObject()
      for member in object.members { copy[member.name] = try resolved(member.value) }
      return .object(copy)
    default:
      return body
    }
  }
}
