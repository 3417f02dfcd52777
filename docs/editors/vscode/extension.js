// Starts `ria-deck lsp` for the folders that are open and gives it their Markdown, YAML and CSV files.
"use strict";
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function start() {
  const [command, ...args] = vscode.workspace.getConfiguration("ria-deck").get("command");
  const files = (language, pattern) => ({ scheme: "file", language, pattern });
  client = new LanguageClient(
    "ria-deck",
    "ria_deck",
    { command, args },
    {
      documentSelector: [
        files("markdown", "**/content/**"),
        files("yaml", "**/{content,data,templates}/**"),
        { scheme: "file", pattern: "**/data/*.{csv,tsv}" },
      ],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{content,data,templates}/**") },
    },
  );
  return client.start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("ria-deck.restart", async () => {
      if (client) await client.stop();
      await start();
    }),
  );
  await start();
}

function deactivate() {
  return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };
