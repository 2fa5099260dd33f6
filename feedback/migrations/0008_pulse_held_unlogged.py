"""What waits to leave stays out of the database's log."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("feedback", "0007_pulse")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE feedback_heldpulse SET UNLOGGED",
            "ALTER TABLE feedback_heldpulse SET LOGGED",
        ),
    ]
