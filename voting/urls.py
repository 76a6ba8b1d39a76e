"""Where voting lives: the booth, the roll and the letters, the count and the result."""

from django.urls import path

from voting.views import booth, count, door, letters, receipts, roll

urlpatterns = [
    path("stemmen/", door.vote_start, name="vote_start"),
    path("stemmen/kijken/", door.vote_look, name="vote_look"),
    path("stemmen/code-gebruikt/", door.code_status, name="code_status"),
    path("stemmen/kiezen/", booth.vote_choose, name="vote_choose"),
    path("stemmen/mandje/", booth.vote_basket, name="vote_basket"),
    path("stemmen/nakijken/", booth.vote_review, name="vote_review"),
    path("stemmen/vergelijken/", booth.vote_compare, name="vote_compare"),
    path("stemmen/code/", booth.vote_code, name="vote_code"),
    path("stemmen/bevestigen/", booth.vote_confirm, name="vote_confirm"),
    path("stemmen/klaar/", booth.vote_done, name="vote_done"),
    path("stemmen/stoppen/", booth.vote_stop, name="vote_stop"),
    path("edities/<slug:edition>/beheer/kiezers/", roll.roll, name="roll"),
    path("edities/<slug:edition>/beheer/kiezers/afgewezen/<int:roll>/", roll.roll_rejected, name="roll_rejected"),
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
    path("edities/<slug:edition>/uitslag/ontvangstbewijzen/", receipts.receipts, name="receipts"),
    path("edities/<slug:edition>/uitslag/ontvangstbewijzen.txt", receipts.receipts_txt, name="receipts_txt"),
    path("edities/<slug:edition>/uitslag/stembiljetten.csv", count.ballots_csv, name="ballots_csv"),
]
