"""The cadre-quality profile (素质画像): what the facts of the school say of six competencies."""
