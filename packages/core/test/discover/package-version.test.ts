import { expect, test } from "vitest";
import { installedVersion } from "../../src/discover/package-version.js";

const manifest = "node_modules/next-auth/package.json";

test.each<[name: string, manifests: Readonly<Record<string, string>>, version: string | undefined]>([
  ["installed beside the file", { [`/app/src/${manifest}`]: '{ "version": "4.24.15" }' }, "4.24.15"],
  ["installed at the root", { [`/app/${manifest}`]: '{ "version": "4.24.15" }' }, "4.24.15"],
  ["installed at the root of the disk", { [`/${manifest}`]: '{ "version": "4.24.15" }' }, "4.24.15"],
  [
    "installed twice: the nearest counts",
    { [`/app/${manifest}`]: '{ "version": "4.24.15" }', [`/app/src/${manifest}`]: '{ "version": "5.0.0" }' },
    "5.0.0",
  ],
  ["not installed", {}, undefined],
  ["installed beside another app", { [`/other/${manifest}`]: '{ "version": "4.24.15" }' }, undefined],
  ["a manifest that is cut off", { [`/app/${manifest}`]: '{ "version": "4.2' }, undefined],
  ["a manifest without a version", { [`/app/${manifest}`]: '{ "name": "next-auth" }' }, undefined],
  ["a version that is no text", { [`/app/${manifest}`]: '{ "version": 4 }' }, undefined],
  ["a manifest that is no object", { [`/app/${manifest}`]: "null" }, undefined],
  [
    "a nearest manifest that says nothing, above another: imports would find the nearest",
    { [`/app/${manifest}`]: '{ "version": "4.24.15" }', [`/app/src/${manifest}`]: "{}" },
    undefined,
  ],
])("the version of a package: %s", (_, manifests, version) => {
  const host = { fileExists: () => false, readFile: (fileName: string) => manifests[fileName] };
  expect(installedVersion(host, "/app/src/auth.ts", "next-auth")).toBe(version);
});
