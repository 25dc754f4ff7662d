import SQL

/// Which partner was thanked for which year, once.
let migrationThanks = Migration(
  number: 12, name: "yearly thanks",
  statements: [
    """
    CREATE TABLE partner_thanks (
      id UUID PRIMARY KEY,
      partner_id UUID NOT NULL REFERENCES partner (id),
      year BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2100),
      given TEXT NOT NULL,
      sent_at TIMESTAMPTZ NOT NULL,
      sent_by UUID NOT NULL REFERENCES person (id),
      CONSTRAINT partner_thanks_once_a_year UNIQUE (partner_id, year)
    )
    """
  ])
