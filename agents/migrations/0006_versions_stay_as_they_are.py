from django.db import migrations

# What was published is what guests were told by: not even our own code may change it afterwards.
FREEZE = """
CREATE FUNCTION agents_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version does not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER agent_version_is_frozen BEFORE UPDATE ON agents_agentversion FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL AND (OLD.config, OLD.number, OLD.agent_id, OLD.hotel_id, OLD.published_at)
          IS DISTINCT FROM (NEW.config, NEW.number, NEW.agent_id, NEW.hotel_id, NEW.published_at))
    EXECUTE FUNCTION agents_frozen();
CREATE TRIGGER document_version_is_frozen BEFORE UPDATE ON agents_documentversion FOR EACH ROW
    WHEN ((OLD.text, OLD.digest, OLD.number, OLD.document_id, OLD.hotel_id)
          IS DISTINCT FROM (NEW.text, NEW.digest, NEW.number, NEW.document_id, NEW.hotel_id))
    EXECUTE FUNCTION agents_frozen();
"""
THAW = """
DROP TRIGGER document_version_is_frozen ON agents_documentversion;
DROP TRIGGER agent_version_is_frozen ON agents_agentversion;
DROP FUNCTION agents_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0005_agent_platform")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
