#!/bin/sh
# Validates SARIF files with Sarif.Multitool under the rules of the standard and of GitHub's code
# scanning. The validator ends with 0 even when it finds errors, so this reads its report.
# usage: validate.sh FILE.sarif...      needs jq, and `npm ci` in tests/npm
set -eu
here=$(dirname "$0")
tool=${MULTITOOL:-$here/../npm/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool}
if [ ! -f "$tool" ]; then
  echo "$tool is not there: run \`npm ci\` in tests/npm (\`./dev test\` does)" >&2
  exit 2
fi
# npm may be told not to run the package's own step that makes the program executable.
[ -x "$tool" ] || chmod u+x "$tool"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
export DOTNET_BUNDLE_EXTRACT_BASE_DIR="$out/bundle" DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
"$tool" validate "$@" --rule-kind "Sarif;${KIND:-Ghas}" --config "$here/validate-gh.xml" \
  --output "$out/report.sarif" --log ForceOverwrite >"$out/log" 2>&1 || { cat "$out/log"; exit 1; }
count() { jq "[.runs[].results[]? | select((.level // \"warning\") $1 \"error\")] | length" "$out/report.sarif"; }
errors=$(count ==)
echo "$# file(s): $errors error(s), $(count !=) other"
if [ "$errors" != 0 ] || grep -q ERR9 "$out/log" || ! grep -q "Done. $# file" "$out/log"; then
  grep -E ': error|ERR9|^Done' "$out/log" || true
  exit 1
fi
