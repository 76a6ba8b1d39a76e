"""Where voting lives: the booth, the roll and the letters, the count and the result."""

from django.urls import path

from voting.views import booth, count, letters, result, roll, rules

urlpatterns = [
    path("stemmen/", booth.vote_start, name="vote_start"),
    path("stemmen/kiezen/", booth.vote_choose, name="vote_choose"),
    path("stemmen/mandje/", booth.vote_basket, name="vote_basket"),
    path("stemmen/nakijken/", booth.vote_review, name="vote_review"),
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
    path("edities/<slug:edition>/beheer/spelregels/", rules.voting_rules, name="voting_rules"),
    path("edities/<slug:edition>/beheer/telling/", count.count, name="count"),
    path("edities/<slug:edition>/beheer/telling/tellen/", count.count_run, name="count_run"),
    path("edities/<slug:edition>/beheer/telling/loting/", count.count_lot, name="count_lot"),
    path("edities/<slug:edition>/beheer/telling/uitslag/", count.count_result, name="count_result"),
    path("edities/<slug:edition>/beheer/telling/terugnemen/", count.count_take_back, name="count_take_back"),
    path("edities/<slug:edition>/beheer/telling/ingetrokken/", count.count_off_ballot, name="count_off_ballot"),
    path("edities/<slug:edition>/beheer/telling/bevestigen/", count.count_confirm, name="count_confirm"),
    path("edities/<slug:edition>/uitslag/", result.results, name="results"),
    path("edities/<slug:edition>/uitslag/stembiljetten.csv", result.ballots_csv, name="ballots_csv"),
    path("edities/<slug:edition>/uitslag/spelregels.json", result.rules_json, name="rules_json"),
    path("edities/<slug:edition>/uitslag/telling.json", result.count_json, name="count_json"),
    path("natellen.py", result.recount_script, name="recount_script"),
]
