// Holds json and ndjson reports against the shipped schema, more strictly than a reader would:
// a member or a name that the schema doesn't list is an error, so nothing is written undocumented.
// usage: node validate_findings.mjs SCHEMA FILE...      a name ending in .ndjson is read by lines
import { readFileSync } from "node:fs";
import { basename } from "node:path";

let Ajv;
try {
  Ajv = (await import("ajv/dist/2020.js")).default;
} catch {
  console.error("ajv is not installed: run `npm ci` in tests/npm (`./dev test` does)");
  process.exit(2);
}

// Closes objects that list their members, and enumerations that are open to newer versions.
function tightened(schema) {
  if (Array.isArray(schema)) return schema.map(tightened);
  if (schema === null || typeof schema !== "object") return schema;
  const out = {};
  for (const [key, value] of Object.entries(schema)) out[key] = tightened(value);
  if (schema.anyOf?.[0]?.enum) out.anyOf = [out.anyOf[0]];
  if (schema.type === "object" && schema.properties) out.additionalProperties = false;
  return out;
}

const [schemaPath, ...files] = process.argv.slice(2);
const shipped = JSON.parse(readFileSync(schemaPath, "utf8"));
const open = new Ajv({ strict: true, allErrors: true });
open.addSchema(shipped);
const strict = new Ajv({ strict: true, allErrors: true, discriminator: false });
strict.addSchema(tightened(shipped));

let failures = 0;
function check(where, value, definition) {
  for (const ajv of [open, strict]) {
    const validate = ajv.getSchema(`${shipped.$id}#/$defs/${definition}`);
    if (validate(value)) continue;
    failures += 1;
    for (const error of validate.errors.slice(0, 5)) {
      console.error(`${where}: ${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
    }
  }
}

function checkLines(name, text) {
  if (!text.endsWith("\n")) throw new Error(`${name}: the last line does not end`);
  const lines = text.slice(0, -1).split("\n").map((line) => JSON.parse(line));
  lines.forEach((line, i) => check(`${name}:${i + 1}`, line, line.kind));
  const order = ["header", "principal", "finding", "fixed", "suggestion", "diagnostic", "summary"];
  const last = order.length - 1;
  const ranks = lines.map((line) => order.indexOf(line.kind));
  const isOrdered = ranks.every((rank, i) => i === 0 || ranks[i - 1] <= rank);
  const isFramed = ranks[0] === 0 && ranks.filter((rank) => rank === 0).length === 1 &&
    ranks.at(-1) === last && ranks.filter((rank) => rank === last).length === 1;
  if (isOrdered && isFramed) return;
  failures += 1;
  console.error(`${name}: lines are out of order`);
}

for (const file of files) {
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".ndjson")) checkLines(basename(file), text);
  else check(basename(file), JSON.parse(text), "report");
}
if (failures > 0) process.exit(1);
