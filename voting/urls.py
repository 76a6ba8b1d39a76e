"""Where voting lives: the booth, the roll and the letters, the count and the result."""

from django.urls import path

from voting.views import booth, count, letters, roll, roll_lists

urlpatterns = [
    path("stemmen/", booth.vote_start, name="vote_start"),
    path("stemmen/kiezen/", booth.vote_choose, name="vote_choose"),
    path("stemmen/mandje/", booth.vote_basket, name="vote_basket"),
    path("stemmen/nakijken/", booth.vote_review, name="vote_review"),
    path("stemmen/bevestigen/", booth.vote_confirm, name="vote_confirm"),
    path("stemmen/klaar/", booth.vote_done, name="vote_done"),
    path("stemmen/stoppen/", booth.vote_stop, name="vote_stop"),
    path("edities/<slug:edition>/beheer/kiezers/", roll.roll, name="roll"),
    path("edities/<slug:edition>/beheer/kiezers/<int:roll>/", roll.roll_import, name="roll_import"),
    path("edities/<slug:edition>/beheer/kiezers/<int:roll>/kolommen/", roll.roll_columns, name="roll_columns"),
    path("edities/<slug:edition>/beheer/kiezers/<int:roll>/nakijken/", roll.roll_preview, name="roll_preview"),
    path("edities/<slug:edition>/beheer/kiezers/<int:roll>/inlezen/", roll.roll_start, name="roll_start"),
    path("edities/<slug:edition>/beheer/kiezers/<int:roll>/voortgang/", roll.roll_progress, name="roll_progress"),
    path("edities/<slug:edition>/beheer/kiezers/<int:roll>/stoppen/", roll.roll_cancel, name="roll_cancel"),
    path("edities/<slug:edition>/beheer/kiezers/<int:roll>/afgewezen/", roll_lists.roll_rejected, name="roll_rejected"),
    path("edities/<slug:edition>/beheer/kiezers/<int:roll>/apart/", roll_lists.roll_apart, name="roll_apart"),
    path("edities/<slug:edition>/beheer/apart/", roll_lists.set_apart, name="set_apart"),
    path(
        "edities/<slug:edition>/beheer/apart/<int:person>/toelaten/",
        roll_lists.set_apart_admit,
        name="set_apart_admit",
    ),
    path("edities/<slug:edition>/beheer/brieven/", letters.letters, name="letters"),
    path("edities/<slug:edition>/beheer/brieven/maken/", letters.letters_start, name="letters_start"),
    path("edities/<slug:edition>/beheer/brieven/voortgang/", letters.letters_progress, name="letters_progress"),
    path("edities/<slug:edition>/beheer/brieven/voorbeeld/", letters.letter_preview, name="letter_preview"),
    path("edities/<slug:edition>/beheer/brieven/<int:batch>/", letters.letter_batch, name="letter_batch"),
    path("edities/<slug:edition>/beheer/brieven/alle/", letters.letters_all, name="letters_all"),
    path("edities/<slug:edition>/beheer/brieven/gedrukt/", letters.letters_printed, name="letters_printed"),
    path("edities/<slug:edition>/beheer/telling/", count.count, name="count"),
    path("edities/<slug:edition>/beheer/telling/tellen/", count.count_run, name="count_run"),
    path("edities/<slug:edition>/uitslag/", count.results, name="results"),
    path("edities/<slug:edition>/uitslag/stembiljetten.csv", count.ballots_csv, name="ballots_csv"),
]
