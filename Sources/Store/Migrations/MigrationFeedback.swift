import SQL

/// What carers say of the breaks they have had, and whom we have asked.
let migrationFeedback = Migration(
  number: 10, name: "feedback",
  statements: [
    """
    CREATE TABLE feedback (
      booking_id UUID PRIMARY KEY REFERENCES booking (id),
      partner_id UUID NOT NULL REFERENCES partner (id),
      offer_id UUID NOT NULL REFERENCES offer (id),
      month TEXT NOT NULL,
      place TEXT NOT NULL,
      stars_welcome BIGINT CHECK (stars_welcome BETWEEN 1 AND 5),
      stars_food BIGINT CHECK (stars_food BETWEEN 1 AND 5),
      stars_access BIGINT CHECK (stars_access BETWEEN 1 AND 5),
      stars_recommend BIGINT CHECK (stars_recommend BETWEEN 1 AND 5),
      words BYTEA,
      words_private BOOLEAN NOT NULL,
      channel TEXT NOT NULL,
      given_by UUID REFERENCES person (id),
      given_at TIMESTAMPTZ NOT NULL,
      changed_at TIMESTAMPTZ NOT NULL,
      version BIGINT NOT NULL DEFAULT 1,
      CONSTRAINT feedback_says_something
        CHECK (COALESCE(stars_welcome, stars_food, stars_access, stars_recommend) IS NOT NULL)
    )
    """,
    "CREATE UNIQUE INDEX feedback_by_partner ON feedback (partner_id, month, place)",
    "CREATE INDEX feedback_by_offer ON feedback (offer_id)",
    """
    CREATE TABLE feedback_ask (
      booking_id UUID PRIMARY KEY REFERENCES booking (id),
      asked_at TIMESTAMPTZ NOT NULL
    )
    """,
    "CREATE INDEX booking_by_end ON booking (ends_at, id) WHERE state IN ('confirmed', 'attended')",
  ])
