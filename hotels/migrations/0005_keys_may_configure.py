from django.db import migrations, models


def keep_what_they_do(apps, schema_editor):
    """Keys that have configured agents by `write` may go on; all others lose what they never used."""
    key_model, entry = apps.get_model("hotels", "ApiKey"), apps.get_model("hotels", "AuditEntry")
    for key in key_model.objects.filter(revoked_at=None):
        if "write" not in key.scopes or "configure" in key.scopes:
            continue
        acts = entry.objects.filter(hotel=key.hotel_id, actor=None, actor_name=f"API key {key.name}")
        about = models.Q(target__startswith="agents.") | models.Q(action__startswith="flag.")
        if acts.filter(about).exists():
            key.scopes = [*key.scopes, "configure"]
            key.save(update_fields=["scopes"])


class Migration(migrations.Migration):
    dependencies = [("hotels", "0004_limits_of_agents")]

    operations = [
        migrations.AlterField(
            model_name="apikey",
            name="scopes",
            field=models.JSONField(default=list, help_text='"read", "write", "configure"'),
        ),
        migrations.RunPython(keep_what_they_do, migrations.RunPython.noop),
    ]
