from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_open_figures")]

    operations = [
        migrations.RemoveConstraint(model_name="job", name="job_of_agency_once_at_a_time"),
        migrations.RunSQL(
            "UPDATE reports_job SET kind = 'report' WHERE kind = 'agency_summary'",
            "UPDATE reports_job SET kind = 'agency_summary' WHERE kind = 'report'",
        ),
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("letters", "Surat hasil evaluasi"),
                    ("letter", "Dokumen evaluasi seorang pegawai"),
                    ("report", "Laporan kinerja"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind__in", ("letters", "report")),
                    ("state__in", ("waiting", "running")),
                ),
                fields=("kind", "agency", "period"),
                name="job_of_agency_once_at_a_time",
            ),
        ),
    ]
