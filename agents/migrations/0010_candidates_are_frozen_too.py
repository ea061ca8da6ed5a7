from django.db import migrations

# A candidate answers guests as a published version does.
FREEZE = """
DROP TRIGGER agent_version_is_frozen ON agents_agentversion;
CREATE TRIGGER agent_version_is_frozen BEFORE UPDATE ON agents_agentversion FOR EACH ROW
    WHEN ((OLD.published_at IS NOT NULL OR OLD.state <> 'draft')
          AND (OLD.config, OLD.number, OLD.agent_id, OLD.hotel_id)
              IS DISTINCT FROM (NEW.config, NEW.number, NEW.agent_id, NEW.hotel_id)
          OR OLD.published_at IS NOT NULL AND OLD.published_at IS DISTINCT FROM NEW.published_at)
    EXECUTE FUNCTION agents_frozen();
"""
THAW = """
DROP TRIGGER agent_version_is_frozen ON agents_agentversion;
CREATE TRIGGER agent_version_is_frozen BEFORE UPDATE ON agents_agentversion FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL AND (OLD.config, OLD.number, OLD.agent_id, OLD.hotel_id, OLD.published_at)
          IS DISTINCT FROM (NEW.config, NEW.number, NEW.agent_id, NEW.hotel_id, NEW.published_at))
    EXECUTE FUNCTION agents_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0009_versions_of_answers")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
