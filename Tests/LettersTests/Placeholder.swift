import Testing

@Suite struct LettersPlaceholder {}
