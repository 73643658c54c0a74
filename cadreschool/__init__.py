"""CadreSchool: the learning platform for trade-union cadres (干部学校)."""
