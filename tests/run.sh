#!/usr/bin/env bash
# Everything that is checked, from an empty checkout: restore, format, build, .NET tests, dashboard, real clients, browser.
#   tests/run.sh          what every change runs (long tests at a tenth of their size)
#   tests/run.sh --long   the same at full size: for a night
# The last line is always "N passed, N failed, N skipped"; the exit code is 0 only if nothing failed and every suite ran.
set -u -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
exec </dev/null

for argument in "$@"; do
  case "$argument" in
    --long) export ACTORS_TEST_LONG=1 ;;
    *) echo "usage: tests/run.sh [--long]" >&2; exit 2 ;;
  esac
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
# A compiler server outlives the run: welcome at a desk, in the way of a CI that waits for the last process.
[ -n "${CI:-}" ] && export UseSharedCompilation=false

suite_minutes=${ACTORS_TEST_SUITE_MINUTES:-15}
[ -n "${ACTORS_TEST_LONG:-}" ] && suite_minutes=${ACTORS_TEST_SUITE_MINUTES:-600}
logs=$(mktemp -d)
passed=0 failed=0 skipped=0 interrupted=1

finish() {
  [ "$interrupted" = 1 ] && failed=$((failed + 1)) && echo "FAILED: the run was cut short"
  [ -s "$logs/skipped" ] && echo && echo "Skipped:" && sed 's/^/  /' "$logs/skipped"
  [ -s "$logs/broken" ] && echo && echo "Failed:" && sed 's/^/  /' "$logs/broken"
  local code=1
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ] && code=0
  [ $code = 0 ] && rm -rf "$logs" || echo "Logs: $logs"
  echo "$passed passed, $failed failed, $skipped skipped"
  exit $code
}
trap finish EXIT
trap 'exit 130' INT TERM

# fail WHAT: one failure that no test counted.
fail() { failed=$((failed + 1)); echo "$1" >>"$logs/broken"; echo "FAILED: $1"; }

# step NAME COMMAND…: runs it with its output in a log, shown when it fails.
step() {
  local name=$1 began=$SECONDS code
  shift
  timeout --kill-after=30 "${suite_minutes}m" "$@" >"$logs/$name.log" 2>&1
  code=$?
  if [ $code -ne 0 ]; then
    echo "---- $name (exit $code)"
    tail -n 200 "$logs/$name.log"
  fi
  printf '%-28s %4d s  %s\n' "$name" $((SECONDS - began)) "$([ $code -eq 0 ] && echo done || echo "exit $code")"
  return $code
}

# tally NAME CODE PASSED FAILED SKIPPED: adds a suite up. A suite that crashed, or ran nothing, is a failure.
tally() {
  local name=$1 code=$2 p=$3 f=$4 s=$5
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  printf '%-28s %d passed, %d failed, %d skipped\n' "$name" "$p" "$f" "$s"
  [ "$f" -gt 0 ] && echo "$name: $f failed" >>"$logs/broken"
  if [ $((p + f + s)) -eq 0 ]; then
    fail "$name ran no test"
  elif [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
    fail "$name ended with exit code $code though no test failed"
  fi
}

need() { command -v "$1" >/dev/null || { fail "$1 is missing: $2"; interrupted=0; exit 1; }; }

# packages FOLDER: its npm packages, exactly as locked, unless they are there already.
packages() {
  [ -e "$1/node_modules/.package-lock.json" ] && [ ! "$1/package-lock.json" -nt "$1/node_modules/.package-lock.json" ] && return 0
  step "npm-ci-${1//\//-}" npm --prefix "$1" ci --no-audit --no-fund --loglevel=error || { fail "npm ci in $1"; return 1; }
  touch "$1/node_modules/.package-lock.json"
}

browser() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    step apt-update apt-get update -q &&
      step apt-chromium apt-get install -q -y --no-install-recommends chromium && return 0
  fi
  fail "no Chromium for the browser tests: install the package chromium"
}

dotnet_suite() {
  local project=$1 name code trx counters
  name=$(basename "$project" .csproj)
  trx="$logs/$name.trx"
  step "$name" dotnet test "$project" --no-build -c Release --nologo \
    --logger "trx;LogFileName=$trx" --logger "console;verbosity=normal"
  code=$?
  counters=$(grep -o '<Counters [^>]*' "$trx" 2>/dev/null | head -n 1)
  count() { local n; n=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"); echo "${n:-0}"; }
  # The trx's own count of skipped tests is always 0: they are those that were not executed.
  grep -o '<UnitTestResult [^>]*outcome="NotExecuted"' "$trx" 2>/dev/null |
    sed -n 's/.* testName="\([^"]*\)".*/\1/p' | sed "s/^/$name: /" >>"$logs/skipped"
  tally "$name" $code "$(count passed)" $(($(count executed) - $(count passed))) $(($(count total) - $(count executed)))
}

dashboard_suite() {
  local code report="$logs/vitest.json"
  step svelte-check npm --prefix dashboard run --silent check || fail "svelte-check"
  step dashboard env -C dashboard npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$report"
  code=$?
  # shellcheck disable=SC2046
  tally dashboard $code $(node -e '
    const fs = require("fs"), [report, skips] = process.argv.slice(1);
    if (!fs.existsSync(report)) { console.log("0 0 0"); process.exit(); }
    const r = JSON.parse(fs.readFileSync(report, "utf8"));
    const tests = r.testResults.flatMap(f => f.assertionResults);
    const count = (...kinds) => tests.filter(t => kinds.includes(t.status)).length;
    for (const t of tests) if (["pending", "skipped", "todo"].includes(t.status)) fs.appendFileSync(skips, `dashboard: ${t.fullName}\n`);
    const crashed = r.testResults.filter(f => f.status === "failed" && !f.assertionResults.some(t => t.status === "failed")).length;
    console.log(count("passed"), count("failed") + crashed, count("pending", "skipped", "todo"));
  ' "$report" "$logs/skipped")
}

# node_suite FOLDER: `npm test` there, summed from node's own runner ("# pass 3") or from a closing "3 passed, 0 failed, 0 skipped".
node_suite() {
  local folder=$1 name code log plain
  name=${folder//\//-}
  log="$logs/$name.log"
  step "$name" npm --prefix "$folder" test --silent
  code=$?
  grep -E '# SKIP|^ *(skipped|SKIP):? ' "$log" | sed "s/^ */$name: /" >>"$logs/skipped"
  plain=$(grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$log" | tail -n 1)
  if [ -n "$plain" ]; then
    # shellcheck disable=SC2046
    tally "$name" $code $(sed -E 's/, ([0-9]+) skipped/ \1/; s/ passed, / /; s/ failed/ /; s/$/ 0/' <<<"$plain" | cut -d' ' -f1-3)
    return
  fi
  runner() { sed -nE "s/^(#|ℹ) $1 ([0-9]+)\$/\2/p" "$log" | awk '{ n += $1 } END { print n + 0 }'; }
  tally "$name" $code "$(runner pass)" $(($(runner fail) + $(runner cancelled))) $(($(runner skipped) + $(runner todo)))
}

need dotnet "install the .NET 10 SDK"
need node "install Node.js 20 or later"
need npm "install Node.js 20 or later"
step restore dotnet restore Actors.sln --locked-mode || { fail "dotnet restore --locked-mode"; interrupted=0; exit 1; }
step format dotnet format whitespace Actors.sln --no-restore --verify-no-changes || fail "dotnet format --verify-no-changes"
packages dashboard
step build dotnet build Actors.sln -c Release --no-restore --nologo -clp:NoSummary || { fail "dotnet build"; interrupted=0; exit 1; }

# The API's tests send through the real clients too, and those of the Azure store need the emulator.
[ -f tests/clients/package.json ] && packages tests/clients
[ -f tests/azurite/package.json ] && packages tests/azurite
for project in tests/*.Tests/*.csproj; do
  # Those that need Orleans are in Actors.Cluster.sln only.
  grep -qF "$(basename "$project")" Actors.sln && dotnet_suite "$project"
done
dashboard_suite
if [ -f tests/clients/package.json ]; then
  node_suite tests/clients
fi
if [ -f tests/e2e/package.json ]; then
  browser
  packages tests/e2e && node_suite tests/e2e
fi
interrupted=0
