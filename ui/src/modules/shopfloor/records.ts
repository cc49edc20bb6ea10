import type { Records } from "../../generated/registry";

/** Records as the server gives them, that the shop floor needs. */
export type WorkOrder = Records["production.work_order"];
export type Operation = Records["items.routing_operation"];
export type OrderStep = Records["production.order_step"];
export type Run = Records["production.operation_run"];
export type Clearance = Records["production.line_clearance"];
export type Article = Records["production.first_article"];
export type Parameter = Records["items.operation_parameter"];
export type Reading = Records["production.reading"];
export type Material = Records["production.material"];
export type Bom = Records["items.bom"];
export type BomLine = Records["items.bom_line"];
export type Item = Records["items.item"];
export type Workstation = Records["sites.workstation"];
export type Equipment = Records["equipment.equipment"];
export type Rework = Records["production.rework"];
