import Foundation
import MailSink
import Post

/// A mail server that catches letters and a sender that talks to it, for one test.
struct PostOffice {
  let sink: MailSink
  let sender: SMTPSender

  static func open(
    login: (user: String, password: String)? = nil,
    timeouts: SMTPSettings.Timeouts = .init(connectSeconds: 2, responseSeconds: 5, totalSeconds: 20),
    folder: String? = nil,
    behaviour: (inout MailSinkBehaviour) -> Void = { _ in }
  ) async throws -> PostOffice {
    var manners = MailSinkBehaviour()
    behaviour(&manners)
    let sink = try await MailSink.start(folder: folder, behaviour: manners)
    var settings = try SMTPSettings(url: "smtp://127.0.0.1:\(sink.port)", tls: .none, timeouts: timeouts)
    if let login { settings = try settings.login(user: login.user, password: login.password) }
    return PostOffice(sink: sink, sender: SMTPSender(settings: settings))
  }

  func send(_ message: [UInt8], to: String = "ann@example.org") async -> SMTPOutcome {
    await sender.send(message, from: "breaks@example.org", to: to)
  }

  func close() async throws {
    sender.close()
    try await sink.stop()
  }
}

/// Letters as tests need them.
enum Sample {
  static func letter(
    id: String = "0198c5a2-7b1e-7000-8000-000000000001@breather.example",
    to: MailAddress = MailAddress(name: "Ann Carer", address: "ann@example.org"),
    subject: String = "Your break is booked",
    text: String = "Dear Ann,\n\nyour break is booked.\n",
    html: String? = nil,
    calendar: MailCalendar? = nil
  ) -> MailMessage {
    MailMessage(
      messageID: id,
      dateMillis: 1_793_872_800_123,
      from: MailAddress(name: "Liverpool Carers' Breaks", address: "breaks@example.org"),
      replyTo: MailAddress(address: "desk@example.org"),
      to: to,
      subject: subject,
      text: text,
      html: html,
      calendar: calendar)
  }

  static func calendar(_ method: MailCalendar.Method, uid: String = "HT4K-7QX@breather.example", sequence: Int = 0)
    -> MailCalendar
  {
    let lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Breather//EN", "METHOD:\(method.rawValue)", "BEGIN:VEVENT",
      "UID:\(uid)", "DTSTAMP:20261105T100000Z", "DTSTART:20261112T140000Z", "DTEND:20261112T160000Z",
      "SEQUENCE:\(sequence)", "SUMMARY:Afternoon tea at Tŷ Gwyn", "END:VEVENT", "END:VCALENDAR",
    ]
    return MailCalendar(method: method, body: lines.map { $0 + "\r\n" }.joined())
  }

  static let welsh =
    "Cadarnhau eich egwyl: te prynhawn yn Nhŷ Gwyn ddydd Iau, gyda lle i ddau a mynediad i gadair olwyn"
  static let punjabi = "ਤੁਹਾਡੀ ਛੁੱਟੀ ਪੱਕੀ ਹੋ ਗਈ ਹੈ: ਵੀਰਵਾਰ ਦੁਪਹਿਰ ਦੀ ਚਾਹ, ਦੋ ਜਣਿਆਂ ਲਈ ਥਾਂ, ਵ੍ਹੀਲਚੇਅਰ ਨਾਲ ਪਹੁੰਚ"
  static let urdu =
    "آپ کا وقفہ پکا ہو گیا ہے: جمعرات کی سہ پہر کی چائے، دو افراد کے لیے جگہ، وہیل چیئر کی رسائی کے ساتھ"
}
