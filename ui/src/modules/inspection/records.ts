import type { Records } from "../../generated/registry";

/** Records as the server gives them, that the bench needs. */
export type Inspection = Records["inspection.inspection"];
export type Plan = Records["inspection.plan"];
export type Characteristic = Records["inspection.characteristic"];
export type Result = Records["inspection.result"];
export type Lot = Records["warehouse.lot"];
export type Item = Records["items.item"];
export type Equipment = Records["equipment.equipment"];
