import Testing

@Suite struct BreaksPlaceholder {}
