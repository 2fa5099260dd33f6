"""An index for the plans of one person in one year, the most common question about plans."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appraisal", "0012_copies_from_training"),
        ("personnel", "0010_figures_scope"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["employee", "year"], name="plan_of_person_in_year"),
        ),
    ]
