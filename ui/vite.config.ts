import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const server = process.env.LOTPROOF_SERVER ?? "http://127.0.0.1:8470";
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const BASE = "/app/";
const BUILT = here("../src/lotproof/entrypoints/api/built");
const WORKER = "worker.js";

/** Tells the service worker what the application consists of, once all of it is written. */
function applicationFiles(): Plugin {
  return {
    name: "application-files",
    apply: "build",
    closeBundle() {
      const files = readdirSync(BUILT, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile() && each.name !== WORKER)
        .map((each) => join(each.parentPath, each.name).slice(BUILT.length + 1))
        .sort();
      const digest = createHash("sha256");
      for (const file of files) digest.update(file).update(readFileSync(join(BUILT, file)));
      const application = {
        version: digest.digest("hex").slice(0, 16),
        files: files.map((file) => BASE + (file === "index.html" ? "" : file)),
      };
      const worker = join(BUILT, WORKER);
      const head = `const APPLICATION = ${JSON.stringify(application)};\n`;
      writeFileSync(worker, head + readFileSync(worker, "utf-8"));
    },
  };
}

export default defineConfig({
  base: BASE,
  plugins: [react(), applicationFiles()],
  resolve: { alias: { "@platform": here("./src/platform"), "@app": here("./src/app") } },
  build: {
    outDir: BUILT,
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    // What the first page needs comes in two files instead of sixty; libraries change less often.
    rolldownOptions: {
      input: { index: here("./index.html"), worker: here("./src/worker/worker.ts") },
      output: {
        // The service worker's address stays, so that a browser finds the next one there.
        entryFileNames: ({ name }) => (name === "worker" ? WORKER : "assets/[name]-[hash].js"),
        codeSplitting: {
          groups: [
            { name: "libraries", test: /node_modules/, tags: ["$initial"] },
            { name: "start", test: /src[\\/](?!worker)/, tags: ["$initial"] },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": server, "/ledger": server } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
  },
});
