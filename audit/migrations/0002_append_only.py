"""The trail only grows: the database itself refuses to change or remove an entry."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_entry_is_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only.';
END $$;
CREATE TRIGGER audit_entry_is_for_ever BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_is_for_ever();
CREATE TRIGGER audit_trail_is_never_emptied BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_for_ever();
"""
BACKWARD = """
DROP TRIGGER audit_trail_is_never_emptied ON audit_entry;
DROP TRIGGER audit_entry_is_for_ever ON audit_entry;
DROP FUNCTION audit_entry_is_for_ever();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
