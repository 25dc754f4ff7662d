import Breaks
import UseCases
import Wire

/// A file, and whether it is only to be looked at.
struct ImportWish: Sendable {
  let csv: [UInt8]
  let dryRun: Bool
}

/// Reads a file as it is: line ends and the mark at its beginning belong to it.
func readImport(_ r: Reader) -> ImportWish? {
  let file = r.json("csv")
  let dryRun = r.boolIfAny("dryRun") ?? true
  guard let text = file?.text else {
    let isThere = file != nil
    r.problem(
      at: "csv", code: isThere ? "wrong_type" : "required",
      detail: isThere ? "This must be a text." : "Please send the file's text.")
    return nil
  }
  return ImportWish(csv: Array(text.utf8), dryRun: dryRun)
}

/// Reads an offer of a list, and whether carers are to see it.
func readOfferRow(_ row: RowSheet.Row) throws -> OfferOfList {
  var draft: OfferDraft?
  var problems: [Wire.Problem] = []
  do { draft = try Reader.read(row.body, readOffer) } catch { problems += error.problems }
  let publish = row.own["publish?"]?.lowercased() ?? "no"
  if !["yes", "no", "true", "false"].contains(publish) {
    problems.append(Wire.Problem(pointer: "/publish", code: "wrong_type", detail: "This must be yes or no."))
  }
  guard let draft, problems.isEmpty else { throw InvalidInput(problems: problems) }
  return OfferOfList(draft: draft, isToPublish: ["yes", "true"].contains(publish))
}

/// Reads a date of a list: London days and wall times, as people write them.
func readSlotRow(_ row: RowSheet.Row) throws -> SlotOfList {
  try Reader.read(row.body) { r in
    let offer = r.text("offer", 1...120)
    let day = r.value("day", Day.init(text:))
    let starts = r.value("starts", readClock)
    let ends = r.valueIfAny("ends", readClock)
    let nights = r.intIfAny("nights", 0...SlotRules.daysLong)
    let minutes = r.intIfAny("minutes", 15...SlotRules.daysLong * 1440)
    let room = readRoom(r)
    if r.has("ends") == r.has("minutes") {
      r.problem(
        at: "ends", code: "required", detail: "Please say when it ends (ends), or how long it lasts (minutes#).")
    } else if r.has("minutes"), r.has("nights") {
      r.problem(at: "nights", code: "not_allowed_here", detail: "Nights go with ends, not with minutes#.")
    }
    guard let offer, let day, let starts, let room, let length = ends ?? minutes else { return nil }
    let endMinute = ends == nil ? starts + length : (nights ?? 0) * 1440 + length
    return SlotOfList(
      offer: offer,
      request: SlotRequest(
        startsAt: London.instant(day, minuteOfDay: starts),
        endsAt: London.instant(day.adding(days: endMinute / 1440), minuteOfDay: endMinute % 1440), room: room))
  }
}

/// Reads a time of the day as spreadsheets write it: `9:30` is `09:30`; gives minutes since midnight.
private func readClock(_ text: String) throws -> Int {
  try WallTime(text: text.utf8.count == 4 ? "0" + text : text).minuteOfDay
}

/// Reads a partner of a list for an area.
func readPartnerRow(_ row: RowSheet.Row, area: AreaSlug) throws -> PartnerDetails {
  try Reader.read(placed(row.body, area), readPartner)
}

/// Reads a carer of a list for an area, with the evidence for it, if the list has any.
func readCarerRow(_ row: RowSheet.Row, area: AreaSlug) throws -> CarerOfList {
  var (carer, evidence): (CarerOfList?, Evidence?) = (nil, nil)
  var problems: [Wire.Problem] = []
  do { carer = try Reader.read(placed(row.body, area), readCarerOfList) } catch { problems += error.problems }
  if !row.own.isEmpty {
    var said = JSONObject()
    for (name, cell) in row.own { said[name] = .string(cell) }
    do { evidence = try Reader.read(.object(said), readEvidence) } catch { problems += error.problems }
  }
  guard var carer, problems.isEmpty else { throw InvalidInput(problems: problems) }
  carer.evidence = evidence
  return carer
}

/// A body that says its area, the list's own where the row says none.
private func placed(_ body: JSON, _ area: AreaSlug) -> JSON {
  guard var object = body.object, object["area"] == nil else { return body }
  object["area"] = .string(area.text)
  return .object(object)
}
