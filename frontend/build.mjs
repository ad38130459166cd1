// Build the pages: bundles with a hash in their names, the pages that name them, the licences of what is in them, and
// beside each file what a browser may take in its place, packed by gzip and by brotli.
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = import.meta.dirname;
const INTO = join(HERE, "../src/entrypoints/http/built");
// A page is named by its path; everything else about it follows from its folder.
const PAGES = [
  { name: "desk", folder: "desk", title: "Trading desk" },
  { name: "test-query-page", folder: "events", title: "Significant price events" },
];
const WORTH_PACKING = 200;

const hashed = (content) => createHash("sha256").update(content).digest("hex").slice(0, 10).toUpperCase();

async function bundles() {
  const { metafile, outputFiles } = await build({
    absWorkingDir: HERE,
    entryPoints: PAGES.map(({ name, folder }) => ({ in: `src/${folder}/main.tsx`, out: name })),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    outdir: "assets",
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["chrome123", "firefox121", "safari17.5"],
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "none",
    minify: true,
    metafile: true,
    write: false,
  });
  return { metafile, files: new Map(outputFiles.map(({ path, contents }) => [basename(path), contents])) };
}

// Minifying drops the notices that licences ask to be kept, so they are given out beside the bundles.
async function notices(metafile) {
  const packages = new Set();
  for (const path of Object.keys(metafile.inputs)) {
    const found = path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (found) packages.add(found[1]);
  }
  const parts = await Promise.all(
    [...packages].sort().map(async (name) => {
      const home = join(HERE, "node_modules", name);
      const about = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
      const author = about.author?.name ?? about.author ?? "its authors";
      const text = await readFile(join(home, "LICENSE"), "utf8").catch(() => `Copyright by ${author}.`);
      return `${name} ${about.version} (${about.license})\n\n${text.trim()}\n`;
    }),
  );
  return parts.join(`\n${"-".repeat(72)}\n\n`);
}

function page({ name, title }, metafile, icon, licences) {
  const made = Object.entries(metafile.outputs).find(([, { entryPoint }]) =>
    PAGES.some((one) => one.name === name && entryPoint === `src/${one.folder}/main.tsx`),
  );
  const [script, { cssBundle }] = made;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/assets/${icon}">
<link rel="license" href="/assets/${licences}">
<link rel="stylesheet" href="/assets/${basename(cssBundle)}">
<script type="module" src="/assets/${basename(script)}"></script>
</head>
<body>
<div id="page"></div>
<noscript>This page needs scripts. What it shows can be asked for without them: see /swagger/.</noscript>
</body>
</html>
`;
}

async function put(folder, name, content) {
  const bytes = Buffer.from(content);
  const packed = {
    "": bytes,
    ".gz": gzipSync(bytes, { level: 9 }),
    ".br": brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  };
  for (const [suffix, form] of Object.entries(packed)) {
    if (suffix && (bytes.length < WORTH_PACKING || form.length >= bytes.length)) continue;
    await writeFile(join(folder, name + suffix), form);
  }
  return { name, plain: bytes.length, packed: packed[".br"].length };
}

const { metafile, files } = await bundles();
const icon = await readFile(join(HERE, "src/shared/icon.svg"));
const legal = await notices(metafile);
const iconName = `icon-${hashed(icon)}.svg`;
const legalName = `licences-${hashed(legal)}.txt`;
files.set(iconName, icon);
files.set(legalName, legal);

// Built aside and moved into its place at the end, so that nobody ever finds half of it.
const aside = `${INTO}.${process.pid}`;
await mkdir(join(aside, "assets"), { recursive: true });
await mkdir(join(aside, "pages"));
const written = [];
for (const [name, content] of files) written.push(await put(join(aside, "assets"), name, content));
for (const one of PAGES) {
  written.push(await put(join(aside, "pages"), `${one.name}.html`, page(one, metafile, iconName, legalName)));
}
await rm(INTO, { recursive: true, force: true });
await mkdir(dirname(INTO), { recursive: true });
await rename(aside, INTO);

const shown = written.map(({ name, plain, packed }) => `  ${name}: ${plain} bytes, ${packed} packed`);
process.stdout.write(`${relative(process.cwd(), INTO)}\n${shown.join("\n")}\n`);
