#!/usr/bin/env python3
"""Draws a Breather ballot file again, knowing nothing of Breather: redraw_ballot.py FILE; ends with 0 when it is right."""
import hashlib, json, sys

def sha(text): return hashlib.sha256(text.encode()).hexdigest()
def compact(value): return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
def need(holds, why): return holds or sys.exit(f"not right: {why}")
raw = open(sys.argv[1], "rb").read().decode()
file = json.loads(raw)
seed, slots, digest = file["seed"], {slot["id"]: slot for slot in file["slots"]}, file.pop("digest")
need(digest == sha(compact(file)) and raw == compact({**file, "digest": digest}) + "\n", "the digest is of another file")
need(file["seedHash"] == hashlib.sha256(bytes.fromhex(seed)).hexdigest(), "the seed is not the one that was promised")
names = [entry["pseudonym"] for entry in file["entries"]]
need(names == sorted(set(names)), "the entries do not stand by their pseudonyms")
for slot in slots.values():
    share = {what: -(-n * file["prescriptionPercent"] // 100) for what, n in slot["free"].items()}
    need(slot["kept"] == share, "another share was kept")

def ticket(e): return min(sha(f"{seed}:{e['pseudonym']}:{i}") for i in range(e["weight"]))
def lacks(e, room, needs): return [(s, w) for s in e["slots"] for w in sorted(needs) if needs[w] > room[s].get(w, 1e9)]
def take(e, room, needs): return [room[s].update({w: room[s][w] - n}) for s in e["slots"] for w, n in needs.items() if w in room[s]]
def choices(e): return [e["needs"], *e.get("or", [])]
def fits(e, room): return next((i for i, needs in enumerate(choices(e)) if not lacks(e, room, needs)), None)
order = sorted((e for e in file["entries"] if not e["setAside"]), key=lambda e: (e["turn"], ticket(e)))
left, kept = ({i: dict(slot[which]) for i, slot in slots.items()} for which in ("free", "kept"))
first = {}
for e in order:
    if e["prescription"] and (i := fits(e, kept)) is not None:
        first[e["pseudonym"]] = i
        take(e, kept, choices(e)[i]), take(e, left, choices(e)[i])
for place, (e, said) in enumerate(zip(order, file["results"], strict=True), 1):
    right, name = {"position": place, "pseudonym": e["pseudonym"]}, e["pseudonym"]
    got = first[name] if name in first else fits(e, left)
    if got is None:
        date, what = lacks(e, left, e["needs"])[0]
        n = left[date][what]
        right |= {"won": False, "reason": "too_few_left" if n else "places_gone", "slot": date, "scarce": what, "left": n}
    else:
        right |= {"won": True, "fromKept": name in first} | ({"or": got} if got else {})
        name in first or take(e, left, choices(e)[got])
    need(said == right, f"number {place} is {right}, and the file says {said}")
print(f"right: {sum(said['won'] for said in file['results'])} of {len(order)} entries won, digest {digest}")
