from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_letters_end")]

    operations = [
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["-year", "-sequence"], name="letter_newest_first"),
        ),
    ]
