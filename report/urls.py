from django.urls import path

from report.views import costs, open_data, public, staff, survey

EDITION = "edities/<slug:edition>/"
STAFF = EDITION + "beheer/verslag/"

urlpatterns = [
    path("open-data/", open_data.open_data_page, name="open_data"),
    path("open-data/velden.json", open_data.open_data_fields, name="open_data_fields"),
    path("open-data/dcat.jsonld", open_data.open_data_dcat, name="open_data_dcat"),
    path(EDITION + "open-data/<slug:table>.csv", open_data.open_data_csv, name="open_data_csv"),
    path(EDITION + "open-data/<slug:table>.json", open_data.open_data_json, name="open_data_json"),
    path(EDITION + "verslag/", public.report_page, name="report_page"),
    path(EDITION + "verslag/verslag.pdf", public.report_pdf, name="report_pdf"),
    path(EDITION + "vragenlijst/<slug:role>/", survey.survey, name="survey"),
    path(STAFF, staff.report_staff, name="report_staff"),
    path(STAFF + "tellen/", staff.report_count, name="report_count"),
    path(STAFF + "openbaar/", staff.report_publish, name="report_publish"),
    path(STAFF + "niet-openbaar/", staff.report_hide, name="report_hide"),
    path(STAFF + "vragenlijst/", staff.survey_results, name="survey_results"),
    path(STAFF + "kosten/", costs.round_costs, name="round_costs"),
    path(STAFF + "kosten/uren/", costs.hours_add, name="hours_add"),
    path(STAFF + "kosten/uren/<int:row>/weg/", costs.hours_remove, name="hours_remove"),
    path(STAFF + "kosten/prijzen/", costs.prices_set, name="prices_set"),
    path(STAFF + "kosten/overig/", costs.other_cost_add, name="other_cost_add"),
    path(STAFF + "kosten/overig/<int:row>/weg/", costs.other_cost_remove, name="other_cost_remove"),
]
