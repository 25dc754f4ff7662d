import Hummingbird
import Logging

/// What is known of a request beside the request itself.
package struct BreatherContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The address at the other end of the connection, as text; nil when the request came without a network.
  package let peer: String?
  /// Made by us for each request, and told in the answer and in the log.
  package var requestID = ""

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }

  /// The template of the address, such as `/v1/offers/{id}`; nil for an address we do not have.
  var route: String? {
    endpointPath == "NotFound" ? nil : endpointPath
  }
}
