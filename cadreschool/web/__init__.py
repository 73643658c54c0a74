"""The pages. The only user of Flask-Login and WTForms; everything it shows comes from queries."""
