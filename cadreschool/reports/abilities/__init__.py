"""Which abilities a union has and lacks (能力状况): counted, never told of single people."""
