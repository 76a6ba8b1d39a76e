"""Where voting lives: the booth, the roll and the letters, the count and the result."""

from django.urls import path

from voting.views import assist, booth, count, desk, letters, paper, result, roll, rules, turnout

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
    # The desks: paper ballots, lost letters, help with voting, and turnout.
    path("edities/<slug:edition>/beheer/papier/", paper.paper, name="paper"),
    path("edities/<slug:edition>/beheer/papier/ontvangen/", paper.paper_receive, name="paper_receive"),
    path("edities/<slug:edition>/beheer/papier/stembiljet.pdf", paper.ballot_form, name="ballot_form"),
    path("edities/<slug:edition>/beheer/papier/zoek/", paper.paper_find, name="paper_find"),
    path("edities/<slug:edition>/beheer/papier/<int:paper>/", paper.paper_enter, name="paper_enter"),
    path("edities/<slug:edition>/beheer/papier/<int:paper>/beslis/", paper.paper_settle, name="paper_settle"),
    path("edities/<slug:edition>/beheer/papier/<int:paper>/apart/", paper.paper_aside, name="paper_aside"),
    path("edities/<slug:edition>/beheer/papier/<int:paper>/terug/", paper.paper_back, name="paper_back"),
    path("edities/<slug:edition>/beheer/stembrief-kwijt/", desk.desk, name="desk"),
    path("edities/<slug:edition>/beheer/stembrief-kwijt/zoek/", desk.desk_search, name="desk_search"),
    path("edities/<slug:edition>/beheer/stembrief-kwijt/grens/", desk.desk_limit, name="desk_limit"),
    path("edities/<slug:edition>/beheer/stembrief-kwijt/<int:voter>/", desk.desk_person, name="desk_person"),
    path("edities/<slug:edition>/beheer/stembrief-kwijt/<int:voter>/retour/", desk.desk_returned, name="desk_returned"),
    path(
        "edities/<slug:edition>/beheer/stembrief-kwijt/<int:voter>/intrekken/", desk.desk_withdraw, name="desk_withdraw"
    ),
    path("edities/<slug:edition>/beheer/stembrief-kwijt/code/<int:reissue>/", desk.desk_issued, name="desk_issued"),
    path("edities/<slug:edition>/beheer/stembrief-kwijt/code/<int:reissue>/pdf/", desk.desk_fetch, name="desk_fetch"),
    path("edities/<slug:edition>/beheer/hulp-bij-stemmen/", assist.assist, name="assist"),
    path("edities/<slug:edition>/beheer/opkomst/", turnout.turnout, name="turnout"),
]
