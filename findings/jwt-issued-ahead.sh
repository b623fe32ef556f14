#!/usr/bin/env bash
# A token that was issued ahead of the receiver's clock is refused by three of eight readers.
#
# Version: PyJWT 2.15.1, joserfc 1.8.0, Authlib 1.9.10, python-jose 3.5.0, jwcrypto 1.6.1 (PyPI),
#   Python 3.11.7; jose 6.2.18, jsonwebtoken 9.0.3, fast-jwt 6.3.6 (npm), Node 20.20.2.
# Guess: `iat` says when a token was issued, and is no condition (RFC 7519, section 4.1.6): only `nbf`
#   and `exp` are, and they allow for clocks that differ a little.
# Seen: PyJWT, joserfc and Authlib refuse an `iat` that lies 5 s ahead; the other five do not look. An
#   `nbf` that lies 5 s ahead is refused by all but jwcrypto, which allows for 60 s.
# For a user of this crate: a host whose clock is slow answers 401 to notifications of calls that are
#   well, and only at times. Set the leeway in each of them to what your clocks differ by.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pyjwt==2.15.1 joserfc==1.8.0 authlib==1.9.10 python-jose==3.5.0 jwcrypto==1.6.1
npm install --silent --no-audit --no-fund --ignore-scripts jose@6.2.18 jsonwebtoken@9.0.3 fast-jwt@6.3.6
cat >try.py <<'EOF'
import base64
import json
import time
import warnings

warnings.simplefilter("ignore")
import jose.jwt
import joserfc.jwt
import jwcrypto.jwk
import jwcrypto.jwt
import jwt
from authlib.jose import jwt as authlib_jwt
from joserfc.jwk import OctKey

KEY = "k" * 32
JWK = jwcrypto.jwk.JWK(kty="oct", k=base64.urlsafe_b64encode(KEY.encode()).decode().rstrip("="))
now = int(time.time())
tokens = {
    name: jwt.encode({"exp": now + 3600, name: now + 5}, KEY, algorithm="HS256") for name in ["iat", "nbf"]
}
json.dump(tokens, open("tokens.json", "w"))
readers = {
    "PyJWT": lambda token: jwt.decode(token, KEY, algorithms=["HS256"]),
    "joserfc": lambda token: joserfc.jwt.JWTClaimsRegistry().validate(
        joserfc.jwt.decode(token, OctKey.import_key(KEY)).claims),
    "Authlib": lambda token: authlib_jwt.decode(token, KEY).validate(),
    "python-jose": lambda token: jose.jwt.decode(token, KEY, algorithms=["HS256"]),
    "jwcrypto": lambda token: jwcrypto.jwt.JWT(jwt=token, key=JWK),
}
EOF
cat >>try.py <<'EOF'


def reads(read, token):
    try:
        read(token)
        return "taken"
    except Exception:
        return "refused"


for name, read in readers.items():
    print(f"{name}: " + ", ".join(f"{claim} ahead {reads(read, token)}" for claim, token in tokens.items()))
EOF
cat >try.mjs <<'EOF'
import { readFileSync } from "node:fs";
import { createVerifier } from "fast-jwt";
import { jwtVerify } from "jose";
import jsonwebtoken from "jsonwebtoken";

const key = "k".repeat(32);
const readers = {
  jose: (token) => jwtVerify(token, new TextEncoder().encode(key)),
  jsonwebtoken: async (token) => jsonwebtoken.verify(token, key),
  "fast-jwt": async (token) => createVerifier({ key })(token),
};
for (const [name, read] of Object.entries(readers)) {
  const said = [];
  for (const [claim, token] of Object.entries(JSON.parse(readFileSync("tokens.json")))) {
    said.push(`${claim} ahead ${await read(token).then(() => "taken", () => "refused")}`);
  }
  console.log(`${name}: ${said.join(", ")}`);
}
EOF
{ v/bin/python try.py; node try.mjs; } | tee seen.txt
diff - seen.txt <<'EOF' || { echo "jwt-issued-ahead: not as it was seen"; exit 1; }
PyJWT: iat ahead refused, nbf ahead refused
joserfc: iat ahead refused, nbf ahead refused
Authlib: iat ahead refused, nbf ahead refused
python-jose: iat ahead taken, nbf ahead refused
jwcrypto: iat ahead taken, nbf ahead taken
jose: iat ahead taken, nbf ahead refused
jsonwebtoken: iat ahead taken, nbf ahead refused
fast-jwt: iat ahead taken, nbf ahead refused
EOF
echo "jwt-issued-ahead: as it was seen"
