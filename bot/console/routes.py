"""The table of pages: which address, which page, who may. What is not here does not exist."""

from aiohttp import web

from bot.console import home
from bot.console.actions import actions, chase_summary, chasing, mine
from bot.console.actions import forms as action_forms
from bot.console.actions import sheets as action_sheets
from bot.console.actions.sheets import LARGEST_UPLOAD
from bot.console.desk import STATIC, new_desk
from bot.console.events import events
from bot.console.events import notes as event_notes
from bot.console.logins import accounts, invitations, join, login, own
from bot.console.logins.guard import Route, guarded
from bot.console.meetings import meetings, papers, planner
from bot.console.priorities import priorities
from bot.console.priorities import votes as priority_votes
from bot.console.results import joining, pooling, reflection, results
from bot.console.review import review, together
from bot.console.themes import hotspots, themes
from bot.console.themes import texts as theme_texts
from bot.console.trail import trail
from bot.console.updates import forms as update_forms
from bot.console.updates import updates
from bot.console.urgent import cases, keys, passing_on, urgent
from bot.console.waves import closing, repeats, wave, waves
from bot.parts import Parts
from bot.web.assets import FOR_EVER, assets
from surveys.officers.accounts import Role

EVERYBODY = None
SIGNED_IN = tuple(Role)
OFFICER = (Role.OFFICER,)
LEAD = (Role.LEAD,)
ADMIN = (Role.ADMIN,)
WITH_ACTIONS = (Role.OFFICER, Role.AGENCY, Role.BOARD)
READERS = (Role.OFFICER, Role.BOARD)
UPDATE_ACTIONS = (Role.OFFICER, Role.AGENCY)

ROUTES: tuple[Route, ...] = (
    Route("GET", "/login", login.ask, EVERYBODY),
    Route("POST", "/login", login.log_in, EVERYBODY),
    Route("POST", "/login/passkey", login.by_passkey, EVERYBODY),
    Route("GET", "/join/{token}", join.ask, EVERYBODY),
    Route("POST", "/join/{token}", join.join, EVERYBODY),
    Route("GET", "/mine/{token}", mine.show, EVERYBODY),
    Route("POST", "/mine/{token}", mine.say, EVERYBODY),
    Route("POST", "/logout", login.log_out, SIGNED_IN),
    Route("GET", "/", home.home, SIGNED_IN),
    Route("GET", "/waves/new", waves.choose, OFFICER),
    Route("GET", "/waves/new/{survey}", waves.name, OFFICER),
    Route("POST", "/waves/new/{survey}", waves.create, OFFICER),
    Route("GET", "/waves/{code}", wave.show, OFFICER),
    Route("GET", "/waves/{code}/questions", waves.questions, OFFICER),
    Route("GET", "/waves/{code}/open", wave.ask_open, OFFICER),
    Route("POST", "/waves/{code}/open", wave.open_, OFFICER),
    Route("POST", "/waves/{code}/discard", wave.discard, OFFICER),
    Route("GET", "/waves/{code}/codes", wave.ask_codes, OFFICER),
    Route("POST", "/waves/{code}/codes", wave.make_codes, OFFICER),
    Route("GET", "/waves/{code}/poster.pdf", wave.print_poster, OFFICER),
    Route("GET", "/waves/{code}/close", closing.ask, OFFICER),
    Route("POST", "/waves/{code}/close", closing.start, OFFICER),
    Route("GET", "/waves/{code}/closing", closing.watch, OFFICER),
    Route("GET", "/waves/{code}/review", review.next_, OFFICER),
    Route("GET", "/waves/{code}/review/{text}", review.show, OFFICER),
    Route("POST", "/waves/{code}/review/{text}", review.decide, OFFICER),
    Route("GET", "/waves/{code}/review/{text}/later", review.later, OFFICER),
    Route("GET", "/waves/{code}/passed-on", passing_on.done, OFFICER),
    Route("GET", "/waves/{code}/together", together.show, OFFICER),
    Route("POST", "/waves/{code}/together", together.decide, OFFICER),
    Route("GET", "/waves/{code}/comments", review.comments, OFFICER),
    Route("GET", "/waves/{code}/themes", themes.show, OFFICER),
    Route("POST", "/waves/{code}/themes", themes.act, OFFICER),
    Route("GET", "/waves/{code}/themes/next", theme_texts.next_, OFFICER),
    Route("GET", "/waves/{code}/themes/texts/{text}", theme_texts.text, OFFICER),
    Route("POST", "/waves/{code}/themes/texts/{text}", theme_texts.say, OFFICER),
    Route("GET", "/waves/{code}/themes/{theme}/texts", theme_texts.show, OFFICER),
    Route("GET", "/waves/{code}/themes/{theme}/quotes", themes.quotes, OFFICER),
    Route("POST", "/waves/{code}/themes/{theme}/quotes", themes.quote, OFFICER),
    Route("GET", "/waves/{code}/joining", joining.show, OFFICER),
    Route("POST", "/waves/{code}/joining", joining.join, OFFICER),
    Route("GET", "/waves/{code}/pooling", pooling.show, OFFICER),
    Route("POST", "/waves/{code}/pooling", pooling.act, OFFICER),
    Route("GET", "/waves/{code}/results", results.show, OFFICER),
    Route("POST", "/waves/{code}/results", results.write, OFFICER, results.LARGEST_TEMPLATE),
    Route("GET", "/waves/{code}/results/{format}", results.download, OFFICER),
    Route("GET", "/updates", updates.show, OFFICER),
    Route("GET", "/updates/new", update_forms.choose, OFFICER),
    Route("GET", "/updates/new/{survey}", update_forms.ask_new, OFFICER),
    Route("POST", "/updates/new/{survey}", update_forms.write, OFFICER),
    Route("GET", "/updates/{update}", updates.one, OFFICER),
    Route("GET", "/updates/{update}/change", update_forms.ask_change, OFFICER),
    Route("POST", "/updates/{update}/change", update_forms.change, OFFICER),
    Route("POST", "/updates/{update}/publish", updates.publish, OFFICER),
    Route("POST", "/updates/{update}/discard", updates.discard, OFFICER),
    Route("GET", "/actions", actions.show, WITH_ACTIONS),
    Route("GET", "/actions/new", action_forms.ask_new, OFFICER),
    Route("POST", "/actions/new", action_forms.raise_, OFFICER),
    Route("GET", "/actions/hotspots", hotspots.show, READERS),
    Route("GET", "/actions/hotspots.xlsx", hotspots.download, READERS),
    Route("GET", "/actions/sheet", action_sheets.show, OFFICER),
    Route("POST", "/actions/sheet", action_sheets.upload, OFFICER, LARGEST_UPLOAD),
    Route("GET", "/actions/sheet/actions.xlsx", action_sheets.download, OFFICER),
    Route("POST", "/actions/sheet/apply", action_sheets.apply, OFFICER, LARGEST_UPLOAD),
    Route("GET", "/actions/{action}", actions.one, WITH_ACTIONS),
    Route("GET", "/actions/{action}/change", action_forms.ask_change, OFFICER),
    Route("POST", "/actions/{action}/change", action_forms.change, OFFICER),
    Route("POST", "/actions/{action}/progress", action_forms.progress, UPDATE_ACTIONS),
    Route("GET", "/meetings", meetings.show, READERS),
    Route("GET", "/meetings/new", meetings.ask_new, OFFICER),
    Route("POST", "/meetings/new", meetings.plan, OFFICER),
    Route("GET", "/meetings/{meeting}", meetings.one, READERS),
    Route("GET", "/meetings/{meeting}/change", meetings.ask_change, OFFICER),
    Route("POST", "/meetings/{meeting}/change", meetings.change, OFFICER),
    Route("GET", "/meetings/{meeting}/chase/summary", chase_summary.show, OFFICER),
    Route("POST", "/meetings/{meeting}/chase/summary", chase_summary.send_to_me, OFFICER),
    Route("GET", "/meetings/{meeting}/chase/{stage}", chasing.show, OFFICER),
    Route("POST", "/meetings/{meeting}/chase/{stage}", chasing.start, OFFICER),
    Route("POST", "/meetings/{meeting}/chase/{stage}/again", chasing.again, OFFICER),
    Route("GET", "/meetings/{meeting}/chase/{stage}/sheet/{letter}", chasing.sheet, OFFICER),
    Route("POST", "/meetings/{meeting}/decisions", papers.decide, OFFICER),
    Route("GET", "/meetings/{meeting}/papers/new", papers.ask_new, OFFICER),
    Route("POST", "/meetings/{meeting}/papers/new", papers.write, OFFICER),
    Route("GET", "/meetings/{meeting}/papers/{paper}", papers.one, READERS),
    Route("GET", "/meetings/{meeting}/papers/{paper}/change", papers.ask_change, OFFICER),
    Route("POST", "/meetings/{meeting}/papers/{paper}/change", papers.change, OFFICER),
    Route("POST", "/meetings/{meeting}/papers/{paper}/move", papers.move, OFFICER),
    Route("GET", "/meetings/{meeting}/papers/{paper}/{format}", papers.download, READERS),
    Route("GET", "/plan", planner.show, OFFICER),
    Route("POST", "/plan/repeats", repeats.plan, OFFICER),
    Route("POST", "/plan/repeats/{survey}/make", repeats.make, OFFICER),
    Route("POST", "/plan/repeats/{survey}/stop", repeats.stop, OFFICER),
    Route("GET", "/events", events.show, OFFICER),
    Route("GET", "/events/new", events.ask_new, OFFICER),
    Route("POST", "/events/new", events.plan, OFFICER),
    Route("GET", "/events/{event}", events.one, OFFICER),
    Route("POST", "/events/{event}/move", events.move, OFFICER),
    Route("POST", "/events/{event}/evaluate", events.evaluate, OFFICER),
    Route("GET", "/events/{event}/screen", events.screen, OFFICER),
    Route("GET", "/events/{event}/cards", events.cards, OFFICER),
    Route("GET", "/events/{event}/pack", events.pack, OFFICER),
    Route("POST", "/events/{event}/notes", event_notes.decide, OFFICER),
    Route("POST", "/events/{event}/notes/{note}/answer", event_notes.answer, OFFICER),
    Route("GET", "/reflection", reflection.show, READERS),
    Route("GET", "/priorities", priorities.show, READERS),
    Route("GET", "/priorities/new", priorities.ask_new, OFFICER),
    Route("POST", "/priorities/new", priorities.start, OFFICER),
    Route("GET", "/priorities/{round}", priorities.one, READERS),
    Route("POST", "/priorities/{round}/move", priorities.move, OFFICER),
    Route("POST", "/priorities/{round}/propose", priority_votes.propose, READERS),
    Route("POST", "/priorities/{round}/withdraw", priority_votes.withdraw, READERS),
    Route("POST", "/priorities/{round}/merge", priority_votes.merge, OFFICER),
    Route("POST", "/priorities/{round}/pick", priority_votes.pick, READERS),
    Route("POST", "/priorities/{round}/groups", priority_votes.pick_for_group, OFFICER),
    Route("POST", "/priorities/{round}/rate", priority_votes.rate, READERS),
    Route("POST", "/priorities/{round}/choose/{proposal}", priorities.choose, OFFICER),
    Route("GET", "/priorities/{round}/poster.pdf", priorities.print_poster, READERS),
    Route("GET", "/priorities/{round}/leaflet.pdf", priorities.print_leaflet, READERS),
    Route("GET", "/urgent", urgent.show, LEAD),
    Route("POST", "/urgent/take", urgent.take, LEAD),
    Route("POST", "/urgent/lock", urgent.lock_, LEAD),
    Route("GET", "/urgent/{item}", urgent.ask, LEAD),
    Route("POST", "/urgent/{item}", urgent.read, LEAD),
    Route("POST", "/urgent/{item}/outcome", cases.record, LEAD),
    Route("POST", "/urgent/{item}/hand-over", cases.hand_over, LEAD),
    Route("POST", "/urgent/{item}/keep-from", cases.withhold, LEAD),
    Route("POST", "/urgent/{item}/lost", cases.record_lost, LEAD),
    Route("GET", "/keys", keys.show, LEAD),
    Route("POST", "/keys/unlock", keys.unlock, LEAD),
    Route("POST", "/keys/reseal", keys.reseal, LEAD),
    Route("GET", "/keys/passphrase", keys.ask_passphrase, LEAD),
    Route("POST", "/keys/passphrase", keys.change_passphrase, LEAD),
    Route("GET", "/keys/new", keys.ask_new, LEAD),
    Route("POST", "/keys/new", keys.renew, LEAD),
    Route("GET", "/keys/lost", keys.ask_lost, LEAD),
    Route("POST", "/keys/lost", keys.replace_lost, LEAD),
    Route("GET", "/accounts", accounts.show, ADMIN),
    Route("GET", "/accounts/new", accounts.ask_new, ADMIN),
    Route("POST", "/accounts/new", accounts.add, ADMIN),
    Route("GET", "/accounts/invite", invitations.ask, ADMIN),
    Route("POST", "/accounts/invite", invitations.make, ADMIN),
    Route("POST", "/accounts/withdraw", invitations.withdraw, ADMIN),
    Route("GET", "/accounts/change", accounts.ask_change, ADMIN),
    Route("POST", "/accounts/change", accounts.change, ADMIN),
    Route("POST", "/accounts/shut", accounts.shut, ADMIN),
    Route("POST", "/accounts/reopen", accounts.reopen, ADMIN),
    Route("GET", "/accounts/renew", accounts.ask_renew, ADMIN),
    Route("POST", "/accounts/renew", accounts.renew, ADMIN),
    Route("GET", "/account", own.show, SIGNED_IN),
    Route("POST", "/account/end", own.end, SIGNED_IN),
    Route("POST", "/account/end-others", own.end_others, SIGNED_IN),
    Route("POST", "/account/password", own.change_password, SIGNED_IN),
    Route("POST", "/account/codes", own.new_codes, SIGNED_IN),
    Route("POST", "/account/passkey", own.add_passkey, SIGNED_IN),
    Route("POST", "/account/remove-passkey", own.remove_passkey, SIGNED_IN),
    Route("GET", "/trail", trail.show, ADMIN),
    Route("GET", "/{elsewhere:.*}", home.nowhere, SIGNED_IN),
)


def add_console(app: web.Application, parts: Parts, prefix: str = "/console") -> None:
    """Hang the console into the application under `prefix`."""
    desk = new_desk(parts, prefix)
    app.on_cleanup.append(desk.stop)
    app.router.add_get(prefix, _to_home)
    app.router.add_get(f"{prefix}/static/{{name}}", _serve_static)
    for route in ROUTES:
        app.router.add_route(route.method, prefix + route.path, guarded(desk, route))


async def _to_home(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound(f"{request.path}/")


async def _serve_static(request: web.Request) -> web.Response:
    asset = assets(STATIC).get(request.match_info["name"])
    if asset is None:
        raise web.HTTPNotFound
    fresh = request.query.get("v") == asset.version
    headers = {"Cache-Control": FOR_EVER if fresh else "no-cache"}
    return web.Response(body=asset.body, content_type=asset.kind, charset="utf-8", headers=headers)
