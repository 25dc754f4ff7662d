import CCurl

/// Sets options on a libcurl handle and remembers the first one it refused.
struct CurlOptions {
  private let handle: UnsafeMutableRawPointer
  private(set) var refused: CURLcode?

  init(handle: UnsafeMutableRawPointer) {
    self.handle = handle
  }

  /// Where the server is, how far to trust it, and how long to wait. Nothing comes from the environment or `.netrc`.
  mutating func setServer(_ settings: SMTPSettings) {
    set(CURLOPT_URL, "\(settings.url)/\(settings.heloName)")
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_USE_SSL, settings.tls == .required ? Int(CURLUSESSL_ALL.rawValue) : Int(CURLUSESSL_NONE.rawValue))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let user = settings.user { set(CURLOPT_USERNAME, user) }
    if let password = settings.password { set(CURLOPT_PASSWORD, password) }
    set(CURLOPT_CONNECTTIMEOUT_MS, settings.timeouts.connectSeconds * 1000)
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, settings.timeouts.responseSeconds)
    set(CURLOPT_TIMEOUT_MS, settings.timeouts.totalSeconds * 1000)
  }

  /// The exchange must live until the transfer is over: libcurl holds a bare pointer to it.
  mutating func setCallbacks(of exchange: SMTPExchange) {
    let context = Unmanaged.passUnretained(exchange).toOpaque()
    note(
      breather_curl_set_read(handle) { buffer, size, count, context in
        guard let buffer, let context else { return 0 }
        return Unmanaged<SMTPExchange>.fromOpaque(context).takeUnretainedValue().read(into: buffer, max: size * count)
      })
    note(breather_curl_set_pointer(handle, CURLOPT_READDATA, context))
    // What a server says beyond its reply codes goes nowhere; libcurl's own choice would be standard output.
    note(breather_curl_set_write(handle) { _, size, count, _ in size * count })
    note(
      breather_curl_set_debug(handle) { _, kind, data, size, context in
        guard let data, let context else { return 0 }
        data.withMemoryRebound(to: UInt8.self, capacity: size) { bytes in
          let line = UnsafeBufferPointer(start: UnsafePointer(bytes), count: size)
          Unmanaged<SMTPExchange>.fromOpaque(context).takeUnretainedValue().notice(kind, line)
        }
        return 0
      })
    note(breather_curl_set_pointer(handle, CURLOPT_DEBUGDATA, context))
    set(CURLOPT_VERBOSE, 1)
    note(
      breather_curl_set_progress(handle) { context, _, _, _, _ in
        guard let context else { return 0 }
        Unmanaged<SMTPExchange>.fromOpaque(context).takeUnretainedValue().noticeProgress()
        return 0
      })
    note(breather_curl_set_pointer(handle, CURLOPT_XFERINFODATA, context))
    set(CURLOPT_NOPROGRESS, 0)
  }

  /// - Returns: the list of recipients, to be freed after the transfer; nil for a probe.
  mutating func setErrand(_ errand: SMTPErrand) -> UnsafeMutablePointer<curl_slist>? {
    switch errand {
    case .letter(let bytes, let from, let to):
      let recipients = curl_slist_append(nil, to)
      if recipients == nil { refused = CURLE_OUT_OF_MEMORY }
      set(CURLOPT_MAIL_FROM, from)
      note(breather_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
      // Without UPLOAD libcurl would only ask the server to VRFY the recipient.
      set(CURLOPT_UPLOAD, 1)
      note(breather_curl_set_off_t(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(bytes.count)))
      return recipients
    case .probe:
      set(CURLOPT_NOBODY, 1)
      set(CURLOPT_CUSTOMREQUEST, "NOOP")
      set(CURLOPT_FRESH_CONNECT, 1)
      set(CURLOPT_FORBID_REUSE, 1)
      return nil
    }
  }

  private mutating func set(_ option: CURLoption, _ value: Int) {
    note(breather_curl_set_long(handle, option, value))
  }

  private mutating func set(_ option: CURLoption, _ value: String) {
    note(breather_curl_set_string(handle, option, value))
  }

  private mutating func note(_ result: CURLcode) {
    if result != CURLE_OK && refused == nil { refused = result }
  }
}
