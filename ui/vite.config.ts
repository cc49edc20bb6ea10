import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.LOTPROOF_SERVER ?? "http://127.0.0.1:8470";
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "/app/",
  plugins: [react()],
  resolve: { alias: { "@platform": here("./src/platform"), "@app": here("./src/app") } },
  build: {
    outDir: "../src/lotproof/entrypoints/api/built",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { "/api": server, "/ledger": server } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
  },
});
