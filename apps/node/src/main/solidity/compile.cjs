// SPDX-License-Identifier: Apache-2.0
// Compiles the contracts of this folder: node compile.cjs OUTPUT_FOLDER, in a folder that has solc.
// Writes one NAME.hex (runtime code) per contract. Without metadata, so that paths leave no trace.
const fs = require("fs");
const path = require("path");
const solc = require(require.resolve("solc", { paths: [process.cwd(), __dirname] }));

const names = ["CrossL2Inbox", "L2ToL2CrossDomainMessenger", "DemoToken", "Forwarder"];
const sources = {};
for (const file of fs.readdirSync(__dirname).filter((f) => f.endsWith(".sol"))) {
  sources[file] = { content: fs.readFileSync(path.join(__dirname, file), "utf8") };
}
const input = {
  language: "Solidity",
  sources,
  settings: {
    evmVersion: "cancun",
    optimizer: { enabled: true, runs: 200 },
    metadata: { appendCBOR: false, bytecodeHash: "none" },
    outputSelection: { "*": { "*": ["evm.deployedBytecode.object"] } },
  },
};
const output = JSON.parse(solc.compile(JSON.stringify(input)));
// 2394 reminds of the care that transient storage needs; the messenger clears it after each relay.
const problems = (output.errors || []).filter((e) => e.errorCode !== "2394");
for (const problem of problems) console.error(problem.formattedMessage);
if (problems.length > 0) process.exit(1);
for (const name of names) {
  const code = output.contracts[name + ".sol"][name].evm.deployedBytecode.object;
  fs.writeFileSync(path.join(process.argv[2], name + ".hex"), "0x" + code + "\n");
  console.log(name + " " + code.length / 2 + " bytes, solc " + solc.version());
}
