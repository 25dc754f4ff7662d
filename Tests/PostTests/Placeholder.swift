import Testing

@Suite struct PostPlaceholder {}
