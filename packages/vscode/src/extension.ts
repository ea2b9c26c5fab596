import * as vscode from "vscode";
import { createdFiles } from "./created-files.js";
import { fixTypes } from "./fix.js";
import { rulePages } from "./rule-pages.js";
import { shapeCommand } from "./shape.js";
import { statusItem } from "./status.js";
import { noticeTypeScript7 } from "./typescript-7.js";

/**
 * Adds what the plugin in tsserver cannot do: a status item, two commands, and the follow-up of its quick fixes.
 * Diagnostics, quick fixes, hover and navigation come from the plugin, which the manifest names.
 */
export function activate({ subscriptions }: vscode.ExtensionContext): void {
  subscriptions.push(
    statusItem(),
    noticeTypeScript7(),
    shapeCommand(),
    rulePages(),
    createdFiles(),
    vscode.commands.registerCommand("typed-session.fixTypes", fixTypes),
  );
}
