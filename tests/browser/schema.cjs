// What an editor's validator says: node schema.cjs SCHEMA FILE…
// Files are YAML, or Markdown with YAML between two lines of three dashes. Prints JSON: by file, the
// complaints of ajv, or what the YAML reader says of a file it cannot read.
'use strict';
const fs = require('fs');
const Ajv = require('ajv');
const YAML = require('yaml');

const [schema, ...files] = process.argv.slice(2);
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
const result = {};
for (const file of files) {
  let text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  if (file.endsWith('.md')) { text = text.replace(/^---\r?\n/, '').split(/\r?\n---(\r?\n|$)/)[0]; }
  const document = YAML.parseDocument(text, { uniqueKeys: true });
  if (document.errors.length) { result[file] = document.errors.map((e) => `YAML ${e.message}`); continue; }
  try {
    result[file] = validate(document.toJS()) ? [] : validate.errors.map((e) => `${e.instancePath} ${e.message}`);
  } catch (error) { result[file] = [`YAML ${error.message}`]; }
}
process.stdout.write(JSON.stringify(result));
