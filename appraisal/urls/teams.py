"""Addresses of work teams and their members."""

from django.urls import path

from appraisal.views import team_members, work_teams

urlpatterns = [
    path("work-teams/", work_teams.workteam_list, name="workteam-list"),
    path("work-teams/create/", work_teams.workteam_create, name="workteam-create"),
    path("work-teams/<int:pk>/", work_teams.workteam_detail, name="workteam-detail"),
    path("work-teams/<int:pk>/update/", work_teams.workteam_update, name="workteam-update"),
    path("work-teams/<int:pk>/close/", work_teams.workteam_close, name="workteam-close"),
    path(
        "work-teams/<int:pk>/members/create/",
        team_members.teammember_create,
        name="teammember-create",
    ),
    path("work-teams/members/<int:pk>/", team_members.teammember_update, name="teammember-update"),
    path(
        "work-teams/members/<int:pk>/remove/",
        team_members.teammember_remove,
        name="teammember-remove",
    ),
    path("work-teams/members/<int:pk>/note/", team_members.teammember_note, name="teammember-note"),
]
