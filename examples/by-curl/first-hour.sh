#!/usr/bin/env bash
# From an account to an application, by curl: register, verify, log in, upload, collect, match, save, apply, and hear of it live.
#
#   copilot admin create you@example.org      # with the first account, people sign in
#   copilot up 2> up.log &
#   examples/by-curl/first-hour.sh http://127.0.0.1:8000 up.log resume.pdf remotive arbeitnow
#
# Without a mail server letters stand in the log: there the link is looked for that confirms the address.
# Needs curl 7.82 and the Python of Career Copilot (PYTHON=.venv/bin/python), which reads JSON and listens.
set -euo pipefail
[ $# -ge 4 ] || { echo "usage: $0 ADDRESS LOG RESUME BOARD..." >&2; exit 2; }
api=$1/api/v1 log=$2 resume=$3 boards=("${@:4}")
here=$(dirname "$0") python=${PYTHON:-python3} folder=$(mktemp -d) credential=(-H 'Accept: application/json')
trap 'rm -rf "$folder"; kill "${listener:-}" 2>/dev/null || true' EXIT

say() { printf '\n▸ %s\n' "$*"; }

ask() { # METHOD PATH [OPTION VALUE]...: leaves what was answered in $answer
    local options=''
    [ $# -eq 2 ] || options=$(printf " %s '%s'" "${@:3}")
    echo "  curl -X $1 $api$2$options"
    answer=$(curl -sS --fail-with-body -D "$folder/head" -X "$1" "$api$2" "${credential[@]}" "${@:3}") || { echo "$answer" >&2; exit 1; }
}

send() { # METHOD PATH [OPTION VALUE]... <<<JSON
    local body
    body=$(cat)
    ask "$@" --json "$body"
}

pick() { # PATH: what stands there in $answer
    "$python" "$here/pick.py" "$1" <<<"$answer"
}

show() { # PATH...: name and value of each, on one line
    local path value line=''
    for path in "$@"; do value=$(pick "$path"); line="$line   ${path##*.}: $value"; done
    echo " $line"
}

until_so() { # COMMAND: tries it for a minute
    for _ in {1..240}; do "$@" && return; sleep 0.25; done
    echo "not within a minute: $*" >&2
    exit 1
}

until_so curl -sf -o /dev/null "$1/health/live"
email="anna.$$@example.org" password="nine brown owls at the lake"

say "register"
send POST /auth/register <<<"{\"email\": \"$email\", \"password\": \"$password\", \"name\": \"Anna\"}"

say "verify, by the link of the letter"
letter_came() { grep -F "$email" "$log" | grep -o 'verify-email#[A-Za-z0-9_-]*' | tail -1 >"$folder/link"; }
until_so letter_came
send POST /auth/verify <<<"{\"secret\": \"$(cut -d '#' -f 2 "$folder/link")\"}"
show email verified_at

say "log in"
send POST /auth/log-in <<<"{\"email\": \"$email\", \"password\": \"$password\"}"
credential=(-H "Authorization: Bearer $(pick access_token)")
show account.name account.role expires_in

say "listen, as an open page does"
ask POST /live/tickets
"$python" "$here/listen.py" "ws${api#http}/live?ticket=$(pick ticket)" '"stage": "applied"' &
listener=$!

say "upload a resume"
ask POST /resumes -F "file=@$resume"
show id file_name

say "collect"
send POST /collections <<<"{\"sources\": [$(printf '"%s",' "${boards[@]}" | sed 's/,$//')]}"
task=$(pick id)
task_ended() { ask GET "/tasks/$task" >/dev/null; [[ $(pick ended_at) != None ]]; }
until_so task_ended
show state result.found result.new

say "match"
ask GET '/matches?top=1'
job=$(pick matches.0.job.id)
show matches.0.score matches.0.job.title matches.0.job.company

say "save"
send PUT "/jobs/$job/mark" <<<'{"mark": "saved"}'
show mark

say "apply"
send POST /applications -H "Idempotency-Key: $RANDOM$RANDOM" <<<"{\"job\": \"$job\", \"stage\": \"preparing\"}"
show application.stage moves
version=$(grep -i '^etag:' "$folder/head" | tr -d '\r' | cut -d ' ' -f 2)
send POST "/applications/$(pick application.id)/moves" -H "If-Match: $version" <<<'{"stage": "applied"}'
show application.stage application.title application.company

say "what was done was heard"
wait "$listener"
