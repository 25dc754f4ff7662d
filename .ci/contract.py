#!/usr/bin/env python3
"""Plays the contract as a stranger would: only what contract.md promises, over HTTP, with a mail server of another house.

    .ci/contract.py BREATHER SEEDS FOLDER

The binary is also copied beside its resources to another folder, and started there. Letters are kept in FOLDER/letters.
"""

import shutil
import sys
import time
import uuid
from pathlib import Path

from house import House, PostOffice, code_in, must

CARER = {
    "name": "Moira Ashcroft", "email": "moira.ashcroft@example.org", "phone": "07700 900123", "postcode": "L8 3SB",
    "birthDate": "1968-04-17", "area": "liverpool", "languages": [{"tag": "en"}],
    "food": {"diets": ["vegetarian"], "avoids": ["peanuts", "sesame"], "severe": ["peanuts"], "notes": "Carries a pen."},
    "access": ["step_free"],
    "caring": {"hoursPerWeek": 50, "caresFor": [{"relation": "mother", "needs": ["dementia"]}]},
    "consents": {"privacy": True, "shareWithPartners": True, "news": False},
}
PRESCRIPTION = {
    "carer": {key: CARER[key] for key in ("name", "email", "phone", "postcode", "birthDate")},
    "reason": "Exhausted.", "needs": ["sleep"], "urgency": "soon",
    "consent": {"given": True, "recordedAt": "2026-11-20T10:15:00Z", "messageBack": True},
    "prescriber": {"name": "Dr Bronagh Keane", "profession": "gp", "registration": "7654321"},
}


class Story:
    """What is asked of the API, with every fault kept so that one run tells them all."""

    def __init__(self, house, post):
        self.house, self.post, self.faults, self.asked = house, post, [], 0

    def says(self, status, code, method, path, *rest, **named):
        """One request whose status, and code if it is a problem, are promised; the body."""
        answer = self.house.ask(method, path, *rest, **named)
        self.asked += 1
        problem = answer.headers.get_content_type() == "application/problem+json"
        said = answer.body.get("code") if problem else None
        if (answer.status, said) != (status, code):
            self.fault(f"{method} {path} {rest} -> {answer.status} {said}, promised {status} {code}: {str(answer.body)[:400]}")
        if answer.status >= 400:
            fields = {"type", "title", "status", "detail", "instance", "code"}
            if not problem or not fields <= set(answer.body) or answer.body["status"] != answer.status:
                self.fault(f"{method} {path}: not a whole problem document: {str(answer.body)[:400]}")
        return answer

    def fault(self, text):
        self.faults.append(text)
        print(f"  - {text}", flush=True)

    def holds(self, thing, text):
        self.asked += 1
        if not thing:
            self.fault(text)

    def signs_in(self, address):
        """A token by mailed code."""
        before = len(self.post.to(address, "Your sign-in code"))
        self.says(202, None, "POST", "/v1/sign-in", {"email": address})
        letters = self.post.wait(address, "Your sign-in code", before + 1)
        must(len(letters) > before, f"no sign-in letter to {address}")
        code = code_in(letters[-1])
        self.says(401, "code_wrong", "POST", "/v1/sign-in/confirm", {"email": address, "code": "0000 0000"})
        answer = self.says(200, None, "POST", "/v1/sign-in/confirm", {"email": address, "code": code})
        self.says(401, "code_wrong", "POST", "/v1/sign-in/confirm", {"email": address, "code": code})
        must(answer.status == 200, f"{address} could not sign in")
        return answer.body["token"]

    def tell(self, chapter):
        """One chapter; when an answer is so wrong that it cannot go on, that is a fault as well."""
        try:
            chapter()
        except (KeyError, IndexError, StopIteration, TypeError, AttributeError) as error:
            where = error.__traceback__.tb_next
            while where.tb_next and where.tb_next.tb_frame.f_code.co_filename == __file__:
                where = where.tb_next
            self.fault(f"{chapter.__name__} stopped at line {where.tb_lineno}: {error!r}")

    # --- the chapters -------------------------------------------------------------------------------------------------

    def conventions(self):
        says = self.says
        for path in ("/healthz", "/readyz", "/openapi.json", "/v1/areas", "/v1/offers"):
            says(200, None, "GET", path)
        self.holds(says(200, None, "GET", "/metrics").headers.get_content_type() == "text/plain", "/metrics is not text")
        says(404, "not_found", "GET", "/v1/nothing")
        answer = self.house.ask("DELETE", "/v1/offers")
        self.holds(answer.status == 405 and "GET" in (answer.headers["Allow"] or ""), f"DELETE /v1/offers: {answer.status}")
        says(401, "token_missing", "GET", "/v1/me")
        says(401, "token_bad", "GET", "/v1/me", token="nobody")
        says(400, "malformed_json", "POST", "/v1/sign-in", raw=b"{", headers={"Content-Type": "application/json"})
        deep = b"[" * 200 + b"]" * 200
        says(400, "malformed_json", "POST", "/v1/sign-in", raw=deep, headers={"Content-Type": "application/json"})
        answer = self.house.ask("POST", "/v1/sign-in", raw=b"x" * 200_000, headers={"Content-Type": "application/json"})
        self.holds(answer.status == 413, f"a body of 200 kB: {answer.status}")
        answer = self.house.ask("POST", "/v1/sign-in", raw=b"a=b", headers={"Content-Type": "text/plain"})
        self.holds(answer.status == 415, f"a body of text/plain: {answer.status}")
        answer = says(422, "unknown_field", "POST", "/v1/sign-in", {"email": "a@example.org", "mail": 1})
        self.holds(answer.body["errors"][0]["pointer"] == "/mail", f"the pointer of an unknown field: {answer.body}")
        answer = self.house.ask("GET", "/v1/offers?from=2026-02-30&limit=0&party=x")
        told = {one.get("parameter") for one in answer.body.get("errors", [])}
        self.holds(answer.status == 422 and told == {"from", "limit", "party"}, f"three bad query values: {answer.body}")
        says(422, "bad_cursor", "GET", "/v1/offers?cursor=abc")

    def lists(self):
        seen, path = [], "/v1/offers?limit=7&area=liverpool"
        for _ in range(5):
            page = self.says(200, None, "GET", path)
            seen += [one["id"] for one in page.body["items"]]
            self.holds(page.body["next"] and 'rel="next"' in (page.headers["Link"] or ""), "a page without cursor or Link")
            path = f"/v1/offers?limit=7&area=liverpool&cursor={page.body['next']}"
        self.holds(len(seen) == 35 and len(set(seen)) == 35, f"35 offers in five pages: {len(seen)}, {len(set(seen))} different")
        for one in ("category=hotel", "stay=overnight", "party=2", "children=1", "diet=vegan&diet=halal", "avoid=peanuts",
                    "access=step_free", "language=pl", "q=beach", "near=L8%203SB&withinKm=5", "free=true", "sort=newest",
                    "sort=nearest&near=L8", "from=2026-12-01&to=2027-03-01"):
            found = self.says(200, None, "GET", f"/v1/offers?{one}").body["items"]
            self.holds(found, f"no offer with {one}")
        one = self.says(200, None, "GET", f"/v1/offers/{seen[0]}")
        tag = one.headers["ETag"]
        same = self.house.ask("GET", f"/v1/offers/{seen[0]}", headers={"If-None-Match": tag})
        self.holds(same.status == 304 and not same.body, f"If-None-Match: {same.status}")
        self.says(404, "not_found", "GET", f"/v1/offers/{uuid.uuid4()}")

    def prescription_to_break(self):
        says, house = self.says, self.house
        issued = says(201, None, "POST", "/v1/prescriptions", PRESCRIPTION, token="practice_staff", key="p1").body
        again = says(201, None, "POST", "/v1/prescriptions", PRESCRIPTION, token="practice_staff", key="p1").body
        self.holds(issued == again, "the same key and body answered something else")
        other = {**PRESCRIPTION, "reason": "Other."}
        says(422, "idempotency_key_reused", "POST", "/v1/prescriptions", other, token="practice_staff", key="p1")
        says(422, "consent_needed", "POST", "/v1/prescriptions", {**PRESCRIPTION, "consent": {"given": False, "recordedAt": "2026-11-20T10:15:00Z"}}, token="practice_staff")
        says(403, "forbidden", "POST", "/v1/prescriptions", PRESCRIPTION, token="carer")
        code = issued["code"]
        self.holds(self.post.wait(CARER["email"], code), "no letter with the prescription's code")

        carer = says(201, None, "POST", "/v1/carers", CARER).body
        self.holds(carer["state"] == "registered", f"a new carer is {carer['state']}")
        says(422, "consent_needed", "POST", "/v1/carers", {**CARER, "consents": {"privacy": False}})
        bare = {key: value for key, value in CARER.items() if key not in ("email", "phone")}
        says(422, "no_way_to_reach", "POST", "/v1/carers", bare)
        says(422, "responsible_adult_needed", "POST", "/v1/carers", {**CARER, "birthDate": "2014-01-01"})
        token = self.signs_in(CARER["email"])
        me = says(200, None, "GET", "/v1/me", token=token).body
        self.holds(me.get("carerId") == carer["id"], f"/v1/me of the carer: {me}")

        offer, (slot, full, third) = house.offer([5, 1, 5], audience={"partyMax": 2})
        wish = {"offerId": offer, "slots": [slot], "party": [{"kind": "carer"}, {"kind": "companion", "name": "Teresa", "food": {"diets": ["halal"]}}],
                "prescription": code, "cover": {"how": "arranged"}, "shareNeeds": True, "note": "Late."}
        book = lambda status, said, change=None, key=None, who=token: says(
            status, said, "POST", "/v1/bookings", {**wish, **(change or {})}, token=who, key=key or str(uuid.uuid4()))
        book(409, "not_verified")
        other = says(201, None, "POST", "/v1/prescriptions", {**PRESCRIPTION, "carer": {**PRESCRIPTION["carer"], "birthDate": "1970-01-01"}}, token="prescriber").body
        says(409, "prescription_not_yours", "POST", f"/v1/prescriptions/{other['code']}/redeem", {"birthDate": "1968-04-17", "postcode": "L8 3SB"}, token=token)
        redeemed = says(200, None, "POST", f"/v1/prescriptions/{code}/redeem", {"birthDate": "1968-04-17", "postcode": "L8 3SB"}, token=token).body
        self.holds(redeemed["state"] == "redeemed", f"after redeeming: {redeemed['state']}")

        says(400, "idempotency_key_missing", "POST", "/v1/bookings", wish, token=token)
        book(422, "party_too_large", {"party": [{"kind": "carer"}] + [{"kind": "companion"}] * 2})
        book(422, "children_not_welcome", {"party": [{"kind": "carer"}, {"kind": "child", "age": 9}]})
        booked = book(201, None, key="b1").body
        self.holds(booked["state"] == "confirmed" and booked["told"], f"the booking: {booked}")
        self.holds(book(201, None, key="b1").body == booked, "the same key booked something else")
        book(422, "idempotency_key_reused", {"note": "Early."}, key="b1")
        without = {key: value for key, value in wish.items() if key != "prescription"}
        says(409, "already_booked", "POST", "/v1/bookings", without, token=token, key=str(uuid.uuid4()))
        reference = booked["reference"]
        self.holds(house.places_left(offer, slot) == 3, "two places of five were not taken")
        self.letters_of(reference)
        self.partner_side(reference, slot)

        stranger = house.carer("Siobhan Kirk", "siobhan@example.org")
        self.holds(house.book(offer, full, stranger).status == 201, "the last place")
        second = house.carer("Ines Roy", "ines@example.org")
        refused = house.book(offer, full, second)
        self.holds((refused.status, refused.body.get("code")) == (409, "full"), f"a full date: {refused}")
        says(404, "not_found", "GET", f"/v1/bookings/{house.book(offer, third, second).body['reference']}", token=token)

        stale = self.house.ask("POST", f"/v1/bookings/{reference}/cancel", {}, token=token, headers={"If-Match": '"0-old"'})
        self.holds(stale.status == 412, f"If-Match with an old tag: {stale.status}")
        gone = says(200, None, "POST", f"/v1/bookings/{reference}/cancel", {"why": "care_fell_through"}, token=token).body
        self.holds(gone["state"] == "cancelled", f"after cancelling: {gone}")
        says(409, "wrong_state", "POST", f"/v1/bookings/{reference}/cancel", {}, token=token)
        self.holds(house.places_left(offer, slot) == 5, "the places are not free again")
        for address in (CARER["email"], self.partner_address):
            self.holds(len(self.post.wait(address, reference, 2)) == 2, f"two letters about {reference} to {address}")
        says(204, None, "DELETE", "/v1/session", token=token)
        says(401, "token_bad", "GET", "/v1/me", token=token)

    def letters_of(self, reference):
        mine = self.post.wait(CARER["email"], reference)
        self.holds(mine and b"method=REQUEST" in mine[0].raw.replace(b'"', b""), "no calendar in the carer's letter")
        partner = next(one for one in self.post.wait_any(reference, 2) if one.to != CARER["email"])
        self.partner_address = partner.to
        for word in ("peanuts", "vegetarian", "halal"):
            self.holds(word in partner.text.lower(), f"the partner's letter does not say {word}")
        for word in (CARER["email"], "900123", "dementia", "mother"):
            self.holds(word not in partner.text, f"the partner's letter says {word}")

    def partner_side(self, reference, slot):
        view = next(one for one in self.house.partner_bookings(slot) if one["reference"] == reference)
        text = str(view)
        self.holds("peanuts" in text and view["leadName"] == CARER["name"], f"the partner's view: {text}")
        for word in (CARER["email"], "900123", "cared_for", "carerId", "prescription", "L8"):
            self.holds(word not in text, f"the partner's view says {word}")
        seen = self.says(200, None, "POST", f"/v1/bookings/{reference}/needs-seen", {}, token="partner").body
        self.holds(seen.get("needsSeenAt"), f"needs seen: {seen}")
        self.says(409, "wrong_state", "POST", f"/v1/bookings/{reference}/accept", {}, token="partner")

    def asked_of_the_partner(self):
        carer = self.house.carer("Tilda Gough", "tilda@example.org")
        offer, slots = self.house.offer([3, 3], confirmation="partner")
        first, second = (self.house.book(offer, slot, carer).body for slot in slots)
        self.holds(first["state"] == "requested" and first.get("decideBy"), f"a request: {first}")
        yes = self.says(200, None, "POST", f"/v1/bookings/{first['reference']}/accept", {}, token="partner").body
        no = self.says(200, None, "POST", f"/v1/bookings/{second['reference']}/decline", {"reason": "Full house."}, token="partner").body
        self.holds((yes["state"], no["state"]) == ("confirmed", "declined"), f"accept and decline: {yes['state']}, {no['state']}")
        self.holds(self.house.places_left(offer, slots[1]) == 3, "a declined request keeps its place")
        self.says(409, "wrong_state", "POST", f"/v1/bookings/{first['reference']}/attended", {}, token="partner")

    def on_the_phone(self):
        says = self.says
        gill = {
            "name": "Harbans Kaur Gill", "phone": "0151 496 0177", "postcode": "L15 4LE", "birthDate": "1948-01-09",
            "area": "liverpool", "languages": [{"tag": "pa-Guru"}], "formats": ["large_print"],
            "contact": {"safeBy": ["phone"]}, "consents": {"privacy": True, "shareWithPartners": True},
        }
        carer = says(201, None, "POST", "/v1/carers", gill, token="volunteer").body["id"]
        found = says(200, None, "POST", "/v1/carers/search", {"name": "gill", "birthDate": "1948-01-09"}, token="volunteer").body
        self.holds(carer in [one["id"] for one in found["items"]], "the search does not find her")
        says(422, "too_little_to_search", "POST", "/v1/carers/search", {"name": "gill"}, token="volunteer")
        says(200, None, "POST", f"/v1/carers/{carer}/verify", {"evidence": "Carer's Allowance letter"}, token="volunteer")
        offer, (slot,) = self.house.offer([2])
        wish = {"offerId": offer, "slots": [slot], "party": [{"kind": "carer"}], "onBehalfOf": carer, "cover": {"how": "not_needed"}}
        says(422, "identity_not_checked", "POST", "/v1/bookings", {**wish, "identity": {"checked": ["name"]}}, token="volunteer", key="g0")
        booked = says(201, None, "POST", "/v1/bookings", {**wish, "identity": {"checked": ["birth_date", "postcode"]}}, token="volunteer", key="g1").body
        self.holds([one["by"] for one in booked["told"]] == ["phone"], f"told: {booked['told']}")
        self.holds(booked["channel"] == "phone", f"channel: {booked['channel']}")
        waiting = says(200, None, "GET", "/v1/letters?by=phone&limit=100", token="volunteer").body["items"]
        mine = [one for one in waiting if one["to"].get("name") == gill["name"]]
        self.holds(mine, f"her letter is not on the list: {str(waiting)[:400]}")
        for one in mine:
            words = says(200, None, "GET", f"/v1/letters/{one['id']}", token="volunteer").body
            self.holds("text" in words or len(str(words)) > 200, f"the letter has no words: {words}")
            done = says(200, None, "POST", f"/v1/letters/{one['id']}/done", {"how": "spoke"}, token="volunteer").body
            self.holds(done["state"] == "done", f"after reading it out: {done}")
        says(403, "forbidden", "GET", "/v1/letters", token="carer")

    def ways_of_sharing(self):
        """Kinds of rooms and ways of sharing are kept and told; what there is not is refused."""
        path = f"/v1/partners/{self.house.partner_id()}/offers"
        answer = self.house.ask("POST", path, {"title": "A", "stay": "overnight", "allocation": "draw"}, token="partner")
        self.holds(answer.status == 422, f"another allocation: {answer.status}")
        answer = self.house.ask("POST", path, {"title": "A", "stay": "overnight", "unitKinds": [{"kind": "double", "sleeps": 2}]}, token="partner")
        self.holds(answer.status == 201, f"unit kinds: {answer.status}")
        self.holds(answer.body.get("unitKinds") == [{"kind": "double", "sleeps": 2}], f"unit kinds are told: {answer.body.get('unitKinds')}")
        self.holds(answer.body.get("allocation") == "first_come", f"the default allocation: {answer.body.get('allocation')}")
        for allocation in ("rota", "tiers", "ballot"):
            answer = self.house.ask("POST", path, {"title": "A", "stay": "overnight", "allocation": allocation}, token="partner")
            self.holds(answer.status == 201 and answer.body["allocation"] == allocation, f"{allocation}: {answer.status}")


def from_nothing(binary, folder, post):
    """`init`, then a real administrator brings the first practice, people, partner and booking."""
    house = House(binary, folder, post.url)
    try:
        house.command("init", "--data", house.data, "--area", "wigan", "--admin", "admin@example.org")
        house.start()
        story = Story(house, post)
        admin = story.signs_in("admin@example.org")
        practice = story.says(201, None, "POST", "/v1/practices", {"odsCode": "N82999", "name": "Lantern Street Surgery", "area": "wigan", "email": "lead@lantern-street.example"}, token=admin).body
        partner = story.says(201, None, "POST", "/v1/partners", {"name": "The Lantern", "kind": "community", "area": "wigan", "email": "hello@lantern.example", "postcode": "WN1 2AB", "town": "Wigan"}, token=admin).body
        for name, role in (("Vera", "volunteer"), ("Cora", "coordinator"), ("Pat", "partner"), ("Dr Sam", "prescriber")):
            held = {"role": role, "area": "wigan"}
            held |= {"partnerId": partner["id"]} if role == "partner" else {}
            held |= {"practiceId": practice["id"]} if role == "prescriber" else {}
            more = {"profession": "gp", "registration": "7654321"} if role == "prescriber" else {}
            address = f"{role}@people.example"
            story.says(201, None, "POST", "/v1/people", {"name": name, "email": address, "roles": [held], **more}, token=admin)
            house.tokens[role] = story.signs_in(address)
        carer = house.carer("Nell Barlow", "nell@example.org", area="wigan", postcode="WN1 2AB")
        offer, (slot,) = house.offer([2], town="Wigan")
        booked = house.book(offer, slot, carer)
        story.holds(booked.status == 201, f"the first real booking: {booked}")
        story.holds(post.wait("nell@example.org", booked.body.get("reference", "?")), "its letter")
        must(house.stop() == 0, "serve did not end well")
        return story
    finally:
        if house.process and house.process.poll() is None:
            house.kill()


def moved(binary, folder):
    """The binary beside its resources in another folder."""
    home = Path(folder, "elsewhere")
    home.mkdir(parents=True)
    built = Path(binary).resolve()
    shutil.copy(built, home)
    for one in built.parent.glob("*.resources"):
        shutil.copytree(one, home / one.name)
    return str(home / built.name)


def main(binary, seeds, folder):
    post = PostOffice()
    elsewhere = moved(binary, folder)
    house = House(elsewhere, folder, post.url, cwd="/tmp")
    try:
        begun = time.monotonic()
        house.seed(seeds)
        seeded = time.monotonic() - begun
        ready = house.start()
        must(not post.letters, "seeding queued letters")
        must(House.command(house, "serve", "--data", house.data, "--port", "0", status=None).returncode != 0, "a second serve started on the same data")
        story = Story(house, post)
        for chapter in (story.conventions, story.lists, story.prescription_to_break, story.asked_of_the_partner, story.on_the_phone, story.ways_of_sharing):
            print(f"contract: {chapter.__name__.replace('_', ' ')}", flush=True)
            story.tell(chapter)
        must(house.stop() == 0, "serve did not end well")
        print("contract: from nothing", flush=True)
        first = from_nothing(elsewhere, str(Path(folder, "nothing")), post)
        post.keep(Path(folder, "letters"))
        faults = story.faults + first.faults
        print(f"contract: {story.asked + first.asked} expectations, {len(faults)} not met; seeded in {seeded:.1f} s, ready in {ready:.2f} s")
        must(not faults, f"{len(faults)} promises are not kept")
    finally:
        if house.process and house.process.poll() is None:
            house.kill()
        post.close()


if __name__ == "__main__":
    main(*sys.argv[1:4])
