/** Made by tools/typescript.py from the registry; not to be changed by hand. */

/** Records by kind, as lists and record pages get them: what has no value is absent. */
export interface Records {
  "changes.answer": {
    change_order_id: string;
    question_id: string;
    verdict: "affected" | "unaffected" | "not_applicable";
    text: string;
    answered_by: string;
    answered_at: string;
  };
  "changes.approval": {
    id: string;
    change_order_id: string;
    step: number;
    role_id: string;
    grown: string[];
    state: "waiting" | "approved" | "refused" | "void";
    decided_by?: string;
    decided_at?: string;
    comment?: string;
  };
  "changes.approver": {
    id: string;
    risk_class: "minor" | "major" | "critical";
    step: number;
    role_id: string;
    type?: "process_parameter" | "recipe" | "routing" | "specification" | "equipment_setting" | "software" | "document" | "supplier" | "label" | "udi";
    only_if_registered: boolean;
    state: "in_use" | "retired";
  };
  "changes.changed_object": {
    id: string;
    change_order_id: string;
    current?: string;
    proposed?: string;
    note?: string;
    is_listed: boolean;
  };
  "changes.control": { id: string; begun_by: string; begun_at: string };
  "changes.impact": {
    change_order_id: string;
    topic: "boms" | "routings" | "work_orders" | "stock" | "shipped" | "labels" | "plans" | "documents";
    subjects: string[];
    count: number;
    taken_at: string;
  };
  "changes.order": {
    id: string;
    number: string;
    type: "process_parameter" | "recipe" | "routing" | "specification" | "equipment_setting" | "software" | "document" | "supplier" | "label" | "udi";
    title: string;
    justification: string;
    origin: "improvement" | "nonconformity" | "corrective_action" | "complaint" | "audit" | "supplier_notice" | "regulation";
    description: string;
    originator: string;
    created_at: string;
    effective_point: "date" | "work_order" | "lot" | "run_out";
    source_record?: string;
    effective_on?: string;
    effective_with?: string;
    running_orders: "keep" | "stop";
    is_emergency: boolean;
    state: "draft" | "submitted" | "triaged" | "assessed" | "approved" | "implementing" | "verified" | "released" | "reviewed" | "closed" | "deferred" | "rejected" | "withdrawn" | "rolled_back";
    risk_class?: "minor" | "major" | "critical";
    risk?: string;
    needs_new_di?: boolean;
    registration?: "none" | "filing" | "change";
    registration_reference?: string;
    assessed_by?: string;
    assessed_at?: string;
    approved_at?: string;
    verification?: string;
    verified_by?: string;
    released_by?: string;
    released_at?: string;
    review?: string;
    ended_because?: string;
  };
  "changes.permit": {
    id: string;
    number: string;
    item_id: string;
    deviation: string;
    risk: string;
    until: string;
    quantity_max: string;
    unit: string;
    requested_by: string;
    quantity_used: string;
    lots_used: number;
    lots_max?: number;
    state: "requested" | "approved" | "ended";
    permitted_by?: string;
  };
  "changes.permit_use": { permit_id: string; lot_id: string; quantity: string; unit: string };
  "changes.question": {
    id: string;
    code: string;
    area: "performance" | "safety" | "labelling" | "validation" | "in_process" | "stock" | "shipped" | "documents" | "training" | "suppliers" | "sterilisation" | "cybersecurity" | "registration" | "cost";
    text: string;
    text_zh: string;
    type?: "process_parameter" | "recipe" | "routing" | "specification" | "equipment_setting" | "software" | "document" | "supplier" | "label" | "udi";
    state: "in_use" | "retired";
  };
  "changes.task": {
    id: string;
    change_order_id: string;
    title: string;
    owner_id: string;
    due_on: string;
    state: "open" | "done" | "cancelled";
    evidence?: string;
    done_by?: string;
    done_at?: string;
  };
  "changes.temporary_approval": {
    id: string;
    change_order_id: string;
    until: string;
    full_approval_by: string;
    approved_by: string;
    approved_at: string;
    lots_max?: number;
    quantity_max?: string;
    unit?: string;
    lots_used: number;
    quantity_used?: string;
    state: "standing" | "confirmed" | "ended";
  };
  "changes.temporary_use": {
    temporary_approval_id: string;
    lot_id: string;
    work_order_id: string;
    quantity: string;
    unit: string;
  };
  "credentials.alert": {
    id: string;
    cause: "lock_out" | "many_failures" | "copied_passkey" | "token_misuse";
    user_id?: string;
    times: number;
    opened_at: string;
    latest_at: string;
    state: "open" | "acknowledged" | "reviewed";
    acknowledged_by?: string;
    acknowledged_at?: string;
    finding?: string;
    reviewed_by?: string;
    reviewed_at?: string;
  };
  "credentials.identity_check": {
    id: string;
    user_id: string;
    evidence: "identity_card" | "passport" | "employment_file" | "known_in_person";
    detail: string;
    checked_on: string;
    checked_by: string;
    state: "valid" | "withdrawn";
  };
  "credentials.link": {
    id: string;
    user_id: string;
    provider: string;
    issuer: string;
    subject: string;
    linked_by: string;
    state: "linked" | "ended";
  };
  "credentials.passkey": {
    id: string;
    user_id: string;
    name: string;
    credential_id: string;
    public_key: string;
    rp_id: string;
    aaguid: string;
    is_synced: boolean;
    sign_count: number;
    enrolled_at: string;
    challenged_at?: string;
    used_at?: string;
    state: "active" | "revoked";
    revoked_at?: string;
    revoked_by?: string;
  };
  "credentials.policy": { id: string; is_required_for_all: boolean; required_roles: string[] };
  "credentials.recovery_code": {
    id: string;
    user_id: string;
    totp_id: string;
    state: "unused" | "used" | "revoked";
    used_at?: string;
  };
  "credentials.totp": {
    id: string;
    user_id: string;
    last_step: number;
    enrolled_at: string;
    state: "active" | "revoked";
    revoked_at?: string;
    revoked_by?: string;
  };
  "documents.attachment": {
    id: string;
    subject: string;
    digest: string;
    name: string;
    media_type: string;
    size_bytes: number;
    attached_by: string;
    attached_at: string;
    state: "attached" | "withdrawn";
    withdrawn_by?: string;
    withdrawn_at?: string;
  };
  "documents.copy": {
    id: string;
    document_id: string;
    revision_id: string;
    number: number;
    holder_id: string;
    issued_by: string;
    issued_at: string;
    place?: string;
    printed_at?: string;
    printed_digest?: string;
    state: "issued" | "recalled" | "returned" | "destroyed" | "lost";
    ended_at?: string;
  };
  "documents.document": {
    id: string;
    number: string;
    title: string;
    kind: "sop" | "drawing" | "specification" | "ifu" | "template" | "external_standard" | "policy" | "form";
    owner_id: string;
    registered_by: string;
    registered_at: string;
    title_zh?: string;
    review_months?: number;
    next_review_on?: string;
    reminded_for?: string;
    state: "in_use" | "obsolete";
  };
  "documents.file": {
    id: string;
    digest: string;
    size_bytes: number;
    media_type: string;
    user_id: string;
    stored_at: string;
  };
  "documents.link": {
    id: string;
    document_id: string;
    subject: string;
    linked_by: string;
    linked_at: string;
    operation?: string;
    state: "linked" | "ended";
    ended_at?: string;
  };
  "documents.periodic_review": {
    id: string;
    document_id: string;
    verdict: "keep" | "revise" | "retire";
    note: string;
    reviewed_by: string;
    reviewed_at: string;
    revision_id?: string;
    edition_found?: string;
  };
  "documents.review_step": {
    id: string;
    revision_id: string;
    round: number;
    duty: "review" | "approve";
    position: number;
    user_id: string;
    state: "waiting" | "asked" | "done" | "returned" | "dropped";
    asked_at?: string;
    decided_at?: string;
  };
  "documents.revision": {
    id: string;
    document_id: string;
    revision: string;
    digest: string;
    name: string;
    media_type: string;
    size_bytes: number;
    is_editorial: boolean;
    change_summary: string;
    drafted_by: string;
    drafted_at: string;
    state: "draft" | "in_review" | "approved" | "effective" | "superseded" | "obsolete" | "withdrawn";
    effective_on?: string;
    submitted_at?: string;
    approved_at?: string;
    effective_at?: string;
    effective_until?: string;
  };
  "equipment.equipment": {
    id: string;
    code: string;
    name: string;
    kind: "production" | "measuring" | "utility";
    workstation_id?: string;
    manufacturer?: string;
    model?: string;
    factory_number?: string;
    state: "available" | "out_of_service" | "retired";
  };
  "equipment.readback": {
    id: string;
    equipment_id: string;
    program: string;
    setting_id?: string;
    agrees: boolean;
    read_by: string;
    read_at: string;
  };
  "equipment.readback_value": {
    readback_id: string;
    code: string;
    value: string;
    unit: string;
    agrees: boolean;
  };
  "equipment.setting": {
    id: string;
    equipment_id: string;
    program: string;
    revision: string;
    drafted_by: string;
    state: "draft" | "effective" | "superseded";
    approved_by?: string;
    effective_at?: string;
  };
  "equipment.setting_value": {
    setting_id: string;
    code: string;
    name: string;
    value: string;
    tolerance: string;
    unit: string;
  };
  "genealogy.edge": {
    parent_id: number;
    child_id: number;
    kind: number;
    certainty: number;
    standing_count: number;
  };
  "genealogy.run": {
    side: number;
    unit_id: number;
    first_id: number;
    last_id: number;
    kind: number;
    certainty: number;
    size_class: number;
    standing_count: number;
  };
  "inspection.characteristic": {
    id: string;
    plan_id: string;
    position: number;
    code: string;
    name: string;
    kind: "measured" | "attribute";
    unit?: string;
    low?: string;
    high?: string;
  };
  "inspection.inspection": {
    id: string;
    lot_id: string;
    item_id: string;
    stage: "iqc" | "ipqc" | "fqc" | "oqc";
    plan_id: string;
    opened_by: string;
    opened_at: string;
    state: "open" | "accepted" | "rejected";
    decided_by?: string;
    decided_at?: string;
  };
  "inspection.plan": {
    id: string;
    item_id: string;
    stage: "iqc" | "ipqc" | "fqc" | "oqc";
    revision: string;
    sample_size: number;
    drafted_by: string;
    state: "draft" | "effective" | "superseded";
    approved_by?: string;
    effective_at?: string;
  };
  "inspection.result": {
    id: string;
    inspection_id: string;
    characteristic_id: string;
    sample: number;
    within: boolean;
    measured_by: string;
    measured_at: string;
    value?: string;
    unit?: string;
    passed?: boolean;
    equipment_id?: string;
    corrects_id?: string;
    state: "standing" | "superseded";
  };
  "items.bom": {
    id: string;
    item_id: string;
    revision: string;
    quantity: string;
    unit: string;
    drafted_by: string;
    state: "draft" | "effective" | "superseded";
    approved_by?: string;
    effective_at?: string;
  };
  "items.bom_line": {
    bom_id: string;
    position: number;
    component_id: string;
    quantity: string;
    unit: string;
  };
  "items.device_identifier": {
    di: string;
    issuer: "GS1" | "HIBCC" | "ICCBBA" | "ZIIOT" | "AHM";
    item_id: string;
  };
  "items.item": {
    id: string;
    number: string;
    name: string;
    kind: "material" | "component" | "packaging" | "device";
    tracking: "none" | "lot" | "serial";
    unit: string;
    name_zh?: string;
    shelf_life_days?: number;
    di?: string;
    issuer?: "GS1" | "HIBCC" | "ICCBBA" | "ZIIOT" | "AHM";
    is_sterile: boolean;
    is_implant: boolean;
    is_single_use: boolean;
    brand?: string;
    model?: string;
    catalogue_number?: string;
    generic_name?: string;
    registration_number?: string;
    specification?: string;
    storage?: string;
    state: "draft" | "active" | "retired";
  };
  "items.operation_parameter": {
    id: string;
    routing_id: string;
    position: number;
    code: string;
    name: string;
    unit: string;
    is_critical: boolean;
    low?: string;
    high?: string;
    target?: string;
  };
  "items.package_level": {
    id: string;
    item_id: string;
    di: string;
    name: string;
    contains_di: string;
    quantity: number;
    item_count: number;
    state: "in_use" | "discontinued";
  };
  "items.routing": {
    id: string;
    item_id: string;
    revision: string;
    drafted_by: string;
    state: "draft" | "effective" | "superseded";
    approved_by?: string;
    effective_at?: string;
  };
  "items.routing_operation": {
    routing_id: string;
    position: number;
    code: string;
    name: string;
    kind: "process" | "line_clearance" | "first_article" | "packing" | "labelling" | "sterilisation";
    workstation_id?: string;
    instruction?: string;
  };
  "kernel.erased_part": {
    entry: number;
    part: string;
    subject: string;
    commitment: string;
    erasure: string;
  };
  "kernel.fallback_hold": {
    id: string;
    subject: string;
    task_id: string;
    cause: string;
    is_active: boolean;
  };
  "kernel.site": {
    id: string;
    name: string;
    origin: string;
    zone: string;
    is_demonstration: boolean;
    opened_at: string;
  };
  "kernel.task": {
    id: string;
    subject: string;
    code: string;
    detail: string;
    command_id: string;
    opened_at: string;
    state: "open" | "done";
    done_at?: string;
    outcome?: string;
    detail_zh?: string;
  };
  "labelling.account": {
    lot_id: string;
    target: string;
    is_controlled: boolean;
    issued: number;
    used: number;
    destroyed: number;
    returned: number;
    accepted: number;
    state: "open" | "balanced";
  };
  "labelling.check": {
    id: string;
    run_id: string;
    scanned: string;
    should_say: string;
    verdict: "match" | "mismatch" | "unreadable";
    differing: string[];
    checked_by: string;
    checked_at: string;
  };
  "labelling.element": {
    template_id: string;
    position: number;
    kind: "text" | "code" | "interpretation" | "sign" | "line";
    from_left: string;
    from_top: string;
    width: string;
    height: string;
    unit: string;
    content?: string;
    letters?: string;
    is_bold: boolean;
    carrier?: "data_matrix" | "code_128" | "qr";
    sign?: "manufacturer" | "made_on" | "use_by" | "lot" | "catalogue" | "serial" | "sterile" | "sterile_eo" | "sterile_r" | "keep_dry" | "do_not_reuse" | "instructions" | "caution" | "medical_device" | "udi";
  };
  "labelling.run": {
    id: string;
    template_id: string;
    target: string;
    contents: { [name: string]: string };
    serial_ids: string[];
    copies: number;
    quantity: number;
    first_label: number;
    last_label: number;
    format: "svg" | "pdf" | "zpl_203" | "zpl_300";
    printed_by: string;
    printed_at: string;
    lot_id?: string;
    package_id?: string;
    printer?: string;
    reprint_of?: string;
    matches: number;
    mismatches: number;
  };
  "labelling.template": {
    id: string;
    use: "item" | "package" | "logistic";
    target: string;
    version: number;
    width: string;
    height: string;
    unit: string;
    drafted_by: string;
    drafted_at: string;
    item_id?: string;
    package_level_id?: string;
    changed_from?: string;
    state: "draft" | "approved" | "replaced" | "withdrawn";
    approved_by?: string;
    approved_at?: string;
  };
  "parties.party": {
    id: string;
    code: string;
    name: string;
    country: string;
    is_supplier: boolean;
    is_customer: boolean;
    is_carrier: boolean;
    is_subcontractor: boolean;
    gln?: string;
    address?: string;
    contact?: string;
    state: "prospective" | "approved" | "blocked";
  };
  "people.access_policy": {
    id: string;
    is_separated: boolean;
    review_every_days: number;
    review_due_days: number;
    emergency_due_days: number;
    exception_days: number;
    delegation_days: number;
    next_review_on?: string;
  };
  "people.access_review": {
    id: string;
    responsible_id: string;
    as_of: string;
    due_on: string;
    opened_by: string;
    line_count: number;
    state: "open" | "closed";
    revoked_count?: number;
    closed_by?: string;
    closed_at?: string;
    overdue_task_id?: string;
  };
  "people.access_review_line": {
    review_id: string;
    position: number;
    user_id: string;
    role_id?: string;
    delegation_id?: string;
    scope: string[];
    valid_until?: string;
    decision: "open" | "confirmed" | "revoke";
    remark?: string;
    decided_by?: string;
    decided_at?: string;
  };
  "people.api_token": {
    id: string;
    user_id: string;
    name: string;
    digest: string;
    expires_at: string;
    created_by: string;
    state: "valid" | "revoked";
    revoked_at?: string;
    scope?: string[];
  };
  "people.credential": {
    user_id: string;
    set_at: string;
    is_temporary: boolean;
    failed_count: number;
    locked_until?: string;
    reset_by?: string;
  };
  "people.delegation": {
    id: string;
    user_id: string;
    deputy_id: string;
    permissions: string[];
    valid_from: string;
    valid_until: string;
    state: "given" | "ended";
    ended_at?: string;
    ended_by?: string;
  };
  "people.emergency": {
    id: string;
    user_id: string;
    role_id: string;
    taken_from: string;
    taken_until: string;
    reason: string;
    review_due_at: string;
    task_id: string;
    state: "to_be_reviewed" | "reviewed";
    verdict?: "justified" | "unjustified";
    remark?: string;
    reviewed_by?: string;
    reviewed_at?: string;
    overdue_task_id?: string;
  };
  "people.failure_watch": { id: string; began_at: string; failures: number };
  "people.grant": {
    user_id: string;
    role_id: string;
    is_granted: boolean;
    scope?: string[];
    valid_from?: string;
    valid_until?: string;
    taken_from?: string;
    taken_until?: string;
  };
  "people.role": {
    id: string;
    code: string;
    title: string;
    title_zh: string;
    permissions: string[];
    state: "active" | "retired";
    emergency_hours?: number;
  };
  "people.separation": {
    id: string;
    code: string;
    title: string;
    title_zh: string;
    first: string[];
    second: string[];
    state: "active" | "retired";
  };
  "people.separation_exception": {
    id: string;
    user_id: string;
    separation_id: string;
    until: string;
    reason: string;
    requested_by: string;
    requested_at: string;
    state: "requested" | "approved" | "refused";
    decided_by?: string;
    decided_at?: string;
  };
  "people.session": {
    id: string;
    user_id: string;
    digest: string;
    started_at: string;
    idle_until: string;
    expires_at: string;
    method: "password" | "password_code" | "password_recovery" | "passkey" | "single" | "single_strong" | "single_code" | "single_recovery";
    state: "open" | "ended";
    ended_at?: string;
  };
  "people.sign_in_policy": {
    id: string;
    failures_max: number;
    lockout_minutes: number;
    idle_minutes: number;
    session_hours: number;
    password_days: number;
    token_days: number;
    failures_an_hour: number;
  };
  "people.user": {
    id: string;
    login: string;
    name: string;
    language: "en" | "zh";
    is_service: boolean;
    state: "active" | "deactivated";
    registered_by?: string;
  };
  "people.view": {
    id: string;
    user_id: string;
    record_kind: string;
    name: string;
    filters: { [name: string]: string };
    columns: string[];
    sorted_by: string;
    search_text: string;
    is_shared: boolean;
    state: "kept" | "removed";
  };
  "people.way_in": { user_id: string; given_by: string; given_at: string };
  "production.consumption": {
    id: string;
    work_order_id: string;
    position: number;
    item_id: string;
    lot_id: string;
    output_lot_id: string;
    quantity: string;
    unit: string;
    is_exact: boolean;
    consumed_at: string;
    consumed_by: string;
    serial_ids: string[];
    into_serial_ids: string[];
    rework_id?: string;
  };
  "production.discrepancy": {
    work_order_id: string;
    lot_id: string;
    quantity: string;
    unit: string;
    explanation: string;
  };
  "production.first_article": {
    id: string;
    work_order_id: string;
    position: number;
    is_accepted: boolean;
    decided_at: string;
    decided_by: string;
    serial_id?: string;
    remark?: string;
  };
  "production.ingredient": {
    work_order_id: string;
    output_lot_id: string;
    lot_id: string;
    item_id: string;
    is_throughout: boolean;
  };
  "production.issued_serial": {
    work_order_id: string;
    serial_id: string;
    lot_id: string;
    is_at_order: boolean;
  };
  "production.line_clearance": {
    id: string;
    work_order_id: string;
    position: number;
    workstation_id: string;
    products_removed: boolean;
    materials_removed: boolean;
    labels_removed: boolean;
    documents_removed: boolean;
    is_clean: boolean;
    is_cleared: boolean;
    cleared_at: string;
    cleared_by: string;
  };
  "production.material": {
    work_order_id: string;
    lot_id: string;
    item_id: string;
    unit: string;
    issued: string;
    consumed: string;
    returned: string;
    scrapped: string;
  };
  "production.operation_run": {
    id: string;
    work_order_id: string;
    position: number;
    workstation_id: string;
    operator: string;
    started_at: string;
    quantity: string;
    unit: string;
    state: "running" | "finished";
    equipment_id?: string;
    rework_id?: string;
    good: string;
    scrapped: string;
    set_aside: string;
    finished_at?: string;
    finished_by?: string;
  };
  "production.order_step": {
    work_order_id: string;
    position: number;
    unit: string;
    arrived: string;
    running: string;
    good: string;
    scrapped: string;
    set_aside: string;
    in_rework: string;
  };
  "production.output": {
    work_order_id: string;
    lot_id: string;
    kind: "main" | "rework" | "by_product";
    item_id: string;
    unit: string;
    due: string;
    received: string;
  };
  "production.reading": {
    id: string;
    work_order_id: string;
    position: number;
    parameter_id: string;
    value: string;
    unit: string;
    verdict: "within" | "outside";
    read_at: string;
    read_by: string;
    run_id?: string;
    equipment_id?: string;
  };
  "production.rework": {
    id: string;
    work_order_id: string;
    cycle: number;
    position: number;
    repeat_from: number;
    quantity: string;
    unit: string;
    from_lot_id: string;
    lot_id: string;
    adverse_effect: string;
    sent_at: string;
    sent_by: string;
    serial_ids: string[];
    state: "open" | "finished";
    next_position?: number;
    running: string;
    good: string;
    scrapped: string;
    finished_at?: string;
  };
  "production.scrap": {
    id: string;
    work_order_id: string;
    quantity: string;
    unit: string;
    cause: "defect" | "setup" | "sample" | "damage" | "other";
    scrapped_at: string;
    scrapped_by: string;
    serial_ids: string[];
    position?: number;
    lot_id?: string;
    run_id?: string;
    remark?: string;
  };
  "production.serial_run": {
    work_order_id: string;
    first_serial_id: string;
    last_serial_id: string;
  };
  "production.work_order": {
    id: string;
    number: string;
    item_id: string;
    bom_id: string;
    routing_id: string;
    purpose: "commercial" | "validation" | "trial";
    quantity: string;
    unit: string;
    planned_by: string;
    state: "planned" | "released" | "in_progress" | "closed" | "cancelled";
    started: string;
    finished: string;
    received: string;
    scrapped: string;
    reworks: number;
    deviations: number;
    output_lot_id?: string;
    released_by?: string;
    closed_at?: string;
    due_on?: string;
  };
  "purchasing.purchase_line": {
    id: string;
    order_id: string;
    item_id: string;
    quantity: string;
    unit: string;
    unit_price: string;
    currency: string;
    due_on: string;
    received: string;
  };
  "purchasing.purchase_order": {
    id: string;
    number: string;
    supplier_id: string;
    drafted_by: string;
    drafted_at: string;
    state: "draft" | "approved" | "closed" | "cancelled";
    approved_by?: string;
    approved_at?: string;
  };
  "registrations.certificate": {
    id: string;
    kind: "device_registration" | "device_filing" | "production_licence" | "production_filing" | "distribution_licence" | "distribution_filing" | "medical_institution";
    number: string;
    version: number;
    authority: string;
    valid_from: string;
    drafted_by: string;
    valid_until?: string;
    renew_by?: string;
    market?: string;
    party_id?: string;
    scope?: string;
    replaces_id?: string;
    state: "draft" | "effective" | "superseded" | "withdrawn";
    approved_by?: string;
    approved_at?: string;
    ended_on?: string;
    withdrawn_by?: string;
  };
  "registrations.covered_item": { certificate_id: string; item_id: string; di?: string };
  "registrations.renewal": {
    id: string;
    due_on: string;
    ends_on: string;
    certificate_id?: string;
    validation_id?: string;
    state: "open" | "applied" | "done" | "dropped";
    applied_on?: string;
    application_number?: string;
  };
  "registrations.requirement": {
    id: string;
    required: "device_registration" | "consignee_qualification" | "production_licence" | "process_validation";
    declared_by: string;
    declared_at: string;
    item_id?: string;
    market?: string;
    operation_code?: string;
    state: "active" | "ended";
    ended_by?: string;
  };
  "registrations.validation": {
    id: string;
    number: string;
    version: number;
    operation_code: string;
    valid_from: string;
    valid_until: string;
    drafted_by: string;
    item_id?: string;
    equipment_id?: string;
    scope?: string;
    replaces_id?: string;
    state: "draft" | "effective" | "superseded" | "withdrawn";
    approved_by?: string;
    approved_at?: string;
    ended_on?: string;
    withdrawn_by?: string;
  };
  "retention.erasure": {
    id: string;
    subject: string;
    with_reasons: boolean;
    requested_by: string;
    requested_at: string;
    state: "requested" | "approved" | "executed" | "declined";
    decided_by?: string;
    executed_by?: string;
    executed_at?: string;
    erased_count: number;
  };
  "retention.hold": {
    id: string;
    matter: string;
    owner_id: string;
    placed_by: string;
    placed_at: string;
    record_class?: string;
    subject?: string;
    state: "active" | "lifted";
    lifted_by?: string;
  };
  "retention.lifetime": { item_id: string; months: number };
  "retention.rule": {
    id: string;
    record_class: string;
    title: string;
    citation: string;
    counted_from: "last_operation" | "field";
    standing: "verified" | "unverified" | "own";
    proposed_by: string;
    anchor_field?: string;
    period_months?: number;
    adds_lifetime: boolean;
    effective_from?: string;
    effective_until?: string;
    adopted_by?: string;
    state: "proposed" | "adopted" | "declined" | "ended";
  };
  "sales.goods_return": {
    id: string;
    line_id: string;
    lot_id: string;
    returned_lot_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    returned_at: string;
    taken_back_by: string;
    cause: string;
  };
  "sales.order": {
    id: string;
    number: string;
    customer_id: string;
    drafted_by: string;
    drafted_at: string;
    state: "draft" | "confirmed" | "shipped" | "cancelled";
    customer_reference?: string;
    confirmed_by?: string;
    confirmed_at?: string;
  };
  "sales.order_line": {
    id: string;
    order_id: string;
    item_id: string;
    quantity: string;
    unit: string;
    unit_price: string;
    currency: string;
    due_on: string;
    picked: string;
    shipped: string;
  };
  "sales.shipment": {
    id: string;
    number: string;
    order_id: string;
    consignee_id: string;
    created_by: string;
    created_at: string;
    carrier_id?: string;
    state: "open" | "dispatched" | "delivered" | "cancelled";
    waybill?: string;
    dispatched_by?: string;
    dispatched_at?: string;
    delivered_on?: string;
    received_by?: string;
  };
  "sales.shipment_line": {
    id: string;
    shipment_id: string;
    order_line_id: string;
    item_id: string;
    lot_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    picked_by: string;
    picked_at: string;
    state: "picked" | "put_back" | "shipped";
    package_id?: string;
    returned: string;
  };
  "sales.shipment_serial": {
    line_id: string;
    first_serial_id: string;
    last_serial_id: string;
    shipment_id: string;
  };
  "signing.confirmed_name": { key_id: string; name: string };
  "signing.key": {
    id: string;
    user_id: string;
    generation: number;
    algorithm: "ed25519" | "webauthn_es256" | "webauthn_eddsa";
    public_key: string;
    fingerprint: string;
    enrolled_at: string;
    passkey?: string;
    passkey_site?: string;
    state: "pending" | "active" | "superseded" | "revoked";
    confirmed_by?: string;
    confirmed_at?: string;
    ended_at?: string;
    failed_count: number;
    locked_until?: string;
  };
  "signing.series": { session_id: string; until: string };
  "signing.signature": {
    id: string;
    user_id: string;
    key_id: string;
    name: string;
    meaning: string;
    meaning_zh: string;
    signed_at: string;
    command_kind: string;
    command_id: string;
    salt: string;
  };
  "signing.signed_record": {
    signature_id: string;
    record_kind: string;
    record_key: string;
    content: string;
  };
  "sites.area": {
    id: string;
    code: string;
    name: string;
    kind: "production" | "storage" | "laboratory" | "utility" | "office";
    clean_class?: "iso_5" | "iso_6" | "iso_7" | "iso_8";
    state: "in_use" | "closed";
  };
  "sites.company_prefix": {
    prefix: string;
    extension: number;
    next_reference: number;
    state: "in_use" | "closed";
  };
  "sites.workstation": {
    id: string;
    code: string;
    name: string;
    area_id: string;
    state: "in_use" | "closed";
  };
  "training.acceptance": {
    revision_id: string;
    document_id: string;
    user_ids: string[];
    decided_by: string;
    decided_at: string;
  };
  "training.acknowledgement": { user_id: string; revision_id: string; acknowledged_at: string };
  "training.assessment": {
    id: string;
    revision_id: string;
    version: number;
    questions: number;
    pass_mark: number;
    attempts_max: number;
    set_by: string;
    state: "in_use" | "replaced";
  };
  "training.attempt": {
    id: string;
    training_id: string;
    assessment_id: string;
    user_id: string;
    number: number;
    correct: number;
    total: number;
    is_passed: boolean;
    taken_at: string;
    answers: { [name: string]: string };
  };
  "training.exception": {
    id: string;
    user_id: string;
    document_id: string;
    until_on: string;
    granted_by: string;
    granted_at: string;
    state: "granted" | "ended";
    ended_at?: string;
  };
  "training.guide_step": { user_id: string; guide: string; step: string; completed_at: string };
  "training.policy": { id: string; document_id: string; set_by: string };
  "training.question": { assessment_id: string; position: number; text: string; choices: string[] };
  "training.requirement": {
    id: string;
    role_id: string;
    document_id: string;
    applies_to: "operation" | "operation_kind" | "equipment" | "inspection" | "command";
    target: string;
    set_by: string;
    needs_assessment: boolean;
    needs_observation: boolean;
    valid_months?: number;
    operation_code?: string;
    operation_kind?: "process" | "line_clearance" | "first_article" | "packing" | "labelling" | "sterilisation";
    equipment_id?: string;
    item_id?: string;
    stage?: "iqc" | "ipqc" | "fqc" | "oqc";
    command_kind?: string;
    state: "in_force" | "withdrawn";
  };
  "training.training": {
    id: string;
    user_id: string;
    document_id: string;
    revision_id: string;
    round: number;
    planned_by: string;
    planned_at: string;
    needs_assessment: boolean;
    needs_observation: boolean;
    valid_months?: number;
    due_on?: string;
    state: "planned" | "in_training" | "qualified" | "expired" | "withdrawn";
    attempts: number;
    read_at?: string;
    passed_at?: string;
    observed_at?: string;
    observed_by?: string;
    observation?: string;
    qualified_at?: string;
    expires_on?: string;
    carried_from_id?: string;
  };
  "warehouse.count": {
    id: string;
    lot_id: string;
    location_id: string;
    unit: string;
    expected: string;
    counted: string;
    counted_at: string;
    counted_by: string;
  };
  "warehouse.hold": {
    id: string;
    lot_id: string;
    cause: string;
    placed_by: string;
    placed_at: string;
    serial_id?: string;
    state: "active" | "lifted";
    lifted_by?: string;
    lifted_at?: string;
  };
  "warehouse.location": {
    id: string;
    code: string;
    name: string;
    kind: "quarantine" | "storage" | "production" | "shipping" | "rejected" | "external";
    area_id?: string;
  };
  "warehouse.lot": {
    id: string;
    number: string;
    item_id: string;
    unit: string;
    origin: "received" | "made" | "opening" | "returned" | "split" | "merged";
    purpose: "commercial" | "validation" | "trial";
    opened_at: string;
    state: "quarantined" | "released" | "rejected";
    holds: number;
    supplier_id?: string;
    supplier_lot?: string;
    made_on?: string;
    expires_on?: string;
    decided_by?: string;
    decided_at?: string;
  };
  "warehouse.movement": {
    id: string;
    lot_id: string;
    kind: "received" | "opened" | "made" | "moved" | "issued" | "put_back" | "sampled" | "shipped" | "returned" | "scrapped" | "counted" | "split" | "merged" | "sent" | "came_back" | "used_outside" | "destroyed" | "lost";
    quantity: string;
    unit: string;
    moved_at: string;
    moved_by: string;
    reference: string;
    from_location_id?: string;
    to_location_id?: string;
  };
  "warehouse.package": {
    id: string;
    level: "unit" | "box" | "case" | "pallet";
    packed_at: string;
    packed_by: string;
    state: "closed" | "opened" | "shipped";
    sscc?: string;
    parent_id?: string;
    location_id?: string;
  };
  "warehouse.package_content": {
    package_id: string;
    lot_id: string;
    unit: string;
    quantity: string;
  };
  "warehouse.serial": {
    id: string;
    number: string;
    lot_id: string;
    item_id: string;
    state: "in_stock" | "issued" | "consumed" | "shipped" | "returned" | "missing" | "scrapped";
    location_id?: string;
    package_id?: string;
    holds: number;
  };
  "warehouse.stock": {
    lot_id: string;
    location_id: string;
    item_id: string;
    unit: string;
    quantity: string;
    packed: string;
  };
  "warehouse.transfer": {
    id: string;
    lot_id: string;
    purpose: "sterilisation" | "subcontracting" | "laboratory" | "other_site" | "destruction" | "return_to_supplier";
    partner_id: string;
    agreement: string;
    from_location_id: string;
    external_location_id: string;
    unit: string;
    quantity: string;
    sent_at: string;
    due_back_on?: string;
    came_back: string;
    used_outside: string;
    destroyed: string;
    state: "open" | "closed";
  };
}

/** Inputs of commands by kind. */
export interface Commands {
  "changes.add_approver/1": {
    risk_class: "minor" | "major" | "critical";
    step: number;
    role_id: string;
    type?: "process_parameter" | "recipe" | "routing" | "specification" | "equipment_setting" | "software" | "document" | "supplier" | "label" | "udi";
    only_if_registered?: boolean;
  };
  "changes.add_question/1": {
    code: string;
    area: "performance" | "safety" | "labelling" | "validation" | "in_process" | "stock" | "shipped" | "documents" | "training" | "suppliers" | "sterilisation" | "cybersecurity" | "registration" | "cost";
    text: string;
    text_zh: string;
    type?: "process_parameter" | "recipe" | "routing" | "specification" | "equipment_setting" | "software" | "document" | "supplier" | "label" | "udi";
  };
  "changes.adopt_checklist/1": Record<string, never>;
  "changes.answer_questions/1": {
    change_order_id: string;
    answers: {
      question_id: string;
      verdict: "affected" | "unaffected" | "not_applicable";
      text: string;
    }[];
  };
  "changes.approve_change/1": { approval_id: string; has_seen_growth?: boolean; comment?: string };
  "changes.approve_permit/1": { permit_id: string };
  "changes.approve_temporarily/1": {
    change_order_id: string;
    until: string;
    full_approval_by: string;
    lots_max?: number;
    quantity_max?: string;
    unit?: string;
  };
  "changes.begin_control/1": Record<string, never>;
  "changes.begin_implementation/1": { change_order_id: string };
  "changes.cancel_task/1": { change_task_id: string };
  "changes.close_change/1": { change_order_id: string };
  "changes.complete_assessment/1": {
    change_order_id: string;
    needs_new_di: boolean;
    registration: "none" | "filing" | "change";
  };
  "changes.count_use/1": {
    temporary_approval_id: string;
    lot_id: string;
    work_order_id: string;
    quantity: string;
    unit: string;
  };
  "changes.defer_change/1": { change_order_id: string };
  "changes.draft_change/1": {
    type: "process_parameter" | "recipe" | "routing" | "specification" | "equipment_setting" | "software" | "document" | "supplier" | "label" | "udi";
    title: string;
    justification: string;
    origin: "improvement" | "nonconformity" | "corrective_action" | "complaint" | "audit" | "supplier_notice" | "regulation";
    description: string;
    effective_point: "date" | "work_order" | "lot" | "run_out";
    source_record?: string;
    effective_on?: string;
    effective_with?: string;
    running_orders?: "keep" | "stop";
    is_emergency?: boolean;
    objects?: { current?: string; proposed?: string; note?: string }[];
  };
  "changes.end_permit/1": { permit_id: string };
  "changes.end_temporary/1": { temporary_approval_id: string };
  "changes.finish_task/1": { change_task_id: string; evidence: string };
  "changes.lapse_temporary/1": { temporary_approval_id: string };
  "changes.list_object/1": {
    change_order_id: string;
    current?: string;
    proposed?: string;
    note?: string;
  };
  "changes.plan_task/1": {
    change_order_id: string;
    title: string;
    owner_id: string;
    due_on: string;
  };
  "changes.refuse_approval/1": { approval_id: string };
  "changes.reject_change/1": { change_order_id: string };
  "changes.release_change/1": {
    change_order_id: string;
    effective_on?: string;
    effective_with?: string;
    registration_reference?: string;
  };
  "changes.request_permit/1": {
    item_id: string;
    deviation: string;
    risk: string;
    until: string;
    quantity_max: string;
    unit: string;
    lots_max?: number;
  };
  "changes.resume_change/1": { change_order_id: string };
  "changes.retire_approver/1": { approver_rule_id: string };
  "changes.retire_question/1": { question_id: string };
  "changes.review_change/1": { change_order_id: string; review: string };
  "changes.roll_back_change/1": { change_order_id: string };
  "changes.strike_object/1": { changed_object_id: string };
  "changes.submit_change/1": { change_order_id: string };
  "changes.triage_change/1": {
    change_order_id: string;
    risk_class: "minor" | "major" | "critical";
    risk: string;
  };
  "changes.use_permit/1": { permit_id: string; lot_id: string; quantity: string; unit: string };
  "changes.verify_change/1": { change_order_id: string; verification: string };
  "changes.withdraw_change/1": { change_order_id: string };
  "credentials.acknowledge_alert/1": { alert_id: string };
  "credentials.check_identity/1": {
    user_id: string;
    evidence: "identity_card" | "passport" | "employment_file" | "known_in_person";
    detail: string;
    checked_on: string;
  };
  "credentials.end_own_session/1": { session_id: string };
  "credentials.enrol_totp/1": {
    user_id: string;
    sealed_seed: string;
    step: number;
    recovery_digests: string[];
  };
  "credentials.link_identity/1": {
    user_id: string;
    provider: string;
    issuer: string;
    subject: string;
  };
  "credentials.raise_alert/1": {
    cause: "lock_out" | "many_failures" | "copied_passkey" | "token_misuse";
    user_id?: string;
  };
  "credentials.record_refused_token/1": { token_id: string; permission: string };
  "credentials.register_passkey/1": {
    user_id: string;
    name: string;
    credential_id: string;
    public_key: string;
    rp_id: string;
    aaguid: string;
    is_synced: boolean;
    sign_count: number;
  };
  "credentials.remove_own_passkey/1": { passkey_id: string };
  "credentials.report_failure/1": {
    user_id: string;
    factor: "password" | "code" | "passkey" | "single" | "signature";
  };
  "credentials.report_loss/1": { user_id: string };
  "credentials.review_alert/1": { alert_id: string };
  "credentials.revoke_passkey/1": { passkey_id: string };
  "credentials.revoke_totp/1": { user_id: string };
  "credentials.set_policy/1": { is_required_for_all: boolean; required_roles: string[] };
  "credentials.sign_in_with_code/1": {
    user_id: string;
    digest: string;
    first: "password" | "password_code" | "password_recovery" | "passkey" | "single" | "single_strong" | "single_code" | "single_recovery";
    totp_id: string;
    step: number;
  };
  "credentials.sign_in_with_identity/1": { link_id: string; digest: string; is_strong: boolean };
  "credentials.sign_in_with_passkey/1": {
    passkey_id: string;
    digest: string;
    sign_count: number;
    challenged_at: string;
  };
  "credentials.sign_in_with_recovery/1": {
    user_id: string;
    digest: string;
    first: "password" | "password_code" | "password_recovery" | "passkey" | "single" | "single_strong" | "single_code" | "single_recovery";
    recovery_code_id: string;
  };
  "credentials.unlink_identity/1": { link_id: string };
  "credentials.withdraw_identity_check/1": { identity_check_id: string };
  "documents.account_for_copy/1": { copy_id: string; end: "returned" | "destroyed" | "lost" };
  "documents.approve_revision/1": { revision_id: string };
  "documents.attach_file/1": { subject: string; digest: string; name: string; media_type: string };
  "documents.change_document/1": {
    document_id: string;
    title: string;
    owner_id: string;
    title_zh?: string;
    review_months?: number;
  };
  "documents.draft_revision/1": {
    document_id: string;
    revision: string;
    digest: string;
    name: string;
    change_summary: string;
    is_editorial?: boolean;
  };
  "documents.end_link/1": { link_id: string };
  "documents.export_device_file/1": { subject: string; on: string; digest: string };
  "documents.issue_copies/1": { revision_id: string; holders: string[]; place?: string };
  "documents.link_document/1": { document_id: string; subject: string; operation?: string };
  "documents.make_effective/1": { revision_id: string };
  "documents.make_obsolete/1": { document_id: string };
  "documents.print_copy/1": { copy_id: string; digest: string; language: "en" | "zh" };
  "documents.record_review/1": {
    document_id: string;
    verdict: "keep" | "revise" | "retire";
    note: string;
    edition_found?: string;
  };
  "documents.register_document/1": {
    kind: "sop" | "drawing" | "specification" | "ifu" | "template" | "external_standard" | "policy" | "form";
    title: string;
    owner_id: string;
    title_zh?: string;
    number?: string;
    review_months?: number;
  };
  "documents.remind_of_review/1": { document_id: string };
  "documents.replace_draft/1": {
    revision_id: string;
    digest: string;
    name: string;
    change_summary: string;
    is_editorial?: boolean;
  };
  "documents.return_revision/1": { revision_id: string };
  "documents.review_revision/1": { revision_id: string };
  "documents.set_effective_date/1": { revision_id: string; effective_on: string };
  "documents.store_file/1": {
    digest: string;
    size_bytes: number;
    media_type: string;
    user_id: string;
  };
  "documents.submit_revision/1": {
    revision_id: string;
    reviewers: string[];
    approvers: string[];
    is_in_order?: boolean;
    effective_on?: string;
  };
  "documents.withdraw_attachment/1": { attachment_id: string };
  "documents.withdraw_revision/1": { revision_id: string };
  "equipment.change_equipment/1": {
    equipment_id: string;
    name: string;
    workstation_id?: string;
    manufacturer?: string;
    model?: string;
    factory_number?: string;
  };
  "equipment.draft_setting/1": {
    equipment_id: string;
    program: string;
    revision: string;
    settings: { code: string; name: string; value: string; tolerance: string; unit: string }[];
  };
  "equipment.make_setting_effective/1": { setting_id: string };
  "equipment.record_setting_readback/1": {
    equipment_id: string;
    program: string;
    values: { code: string; value: string; unit: string }[];
  };
  "equipment.register_equipment/1": {
    code: string;
    name: string;
    kind: "production" | "measuring" | "utility";
    workstation_id?: string;
    manufacturer?: string;
    model?: string;
    factory_number?: string;
  };
  "equipment.retire_equipment/1": { equipment_id: string };
  "equipment.return_to_service/1": { equipment_id: string };
  "equipment.take_out_of_service/1": { equipment_id: string };
  "equipment.withdraw_setting/1": { setting_id: string };
  "governance.export_list/1": {
    record_kind: string;
    file_format: "csv" | "xlsx";
    filters?: string[];
    columns?: string[];
    sorted_by?: string;
    search_text?: string;
    language?: "en" | "zh";
  };
  "governance.export_signed_record/1": {
    record_kind: string;
    record_key: string;
    digest: string;
    language?: "en" | "zh";
  };
  "inspection.correct_result/1": {
    result_id: string;
    value?: string;
    unit?: string;
    passed?: boolean;
    equipment_id?: string;
  };
  "inspection.decide_inspection/1": { inspection_id: string; decision: "accept" | "reject" };
  "inspection.define_plan/1": {
    item_id: string;
    stage: "iqc" | "ipqc" | "fqc" | "oqc";
    revision: string;
    sample_size: number;
    characteristics: {
      code: string;
      name: string;
      kind: "measured" | "attribute";
      unit?: string;
      low?: string;
      high?: string;
    }[];
  };
  "inspection.make_plan_effective/1": { plan_id: string };
  "inspection.open_inspection/1": { lot_id: string; stage: "iqc" | "ipqc" | "fqc" | "oqc" };
  "inspection.record_result/1": {
    inspection_id: string;
    results: {
      characteristic_id: string;
      sample: number;
      value?: string;
      unit?: string;
      passed?: boolean;
      equipment_id?: string;
    }[];
  };
  "inspection.withdraw_plan/1": { plan_id: string };
  "items.activate_item/1": { item_id: string };
  "items.add_package_level/1": {
    item_id: string;
    di: string;
    issuer: "GS1" | "HIBCC" | "ICCBBA" | "ZIIOT" | "AHM";
    name: string;
    contains_di: string;
    quantity: number;
  };
  "items.change_item/1": {
    item_id: string;
    name?: string;
    name_zh?: string;
    tracking?: "none" | "lot" | "serial";
    unit?: string;
    shelf_life_days?: number;
    di?: string;
    issuer?: "GS1" | "HIBCC" | "ICCBBA" | "ZIIOT" | "AHM";
    is_sterile?: boolean;
    is_implant?: boolean;
    is_single_use?: boolean;
    brand?: string;
    model?: string;
    catalogue_number?: string;
    generic_name?: string;
    registration_number?: string;
    specification?: string;
    storage?: string;
  };
  "items.discontinue_package_level/1": { package_level_id: string };
  "items.draft_bom/1": {
    item_id: string;
    revision: string;
    quantity: string;
    unit: string;
    lines: { component_id: string; quantity: string; unit: string }[];
  };
  "items.draft_routing/1": {
    item_id: string;
    revision: string;
    operations: {
      code: string;
      name: string;
      kind: "process" | "line_clearance" | "first_article" | "packing" | "labelling" | "sterilisation";
      workstation_id?: string;
      instruction?: string;
      parameters?: {
        code: string;
        name: string;
        unit: string;
        is_critical: boolean;
        low?: string;
        high?: string;
        target?: string;
      }[];
    }[];
  };
  "items.make_bom_effective/1": { bom_id: string };
  "items.make_routing_effective/1": { routing_id: string };
  "items.register_item/1": {
    number: string;
    name: string;
    kind: "material" | "component" | "packaging" | "device";
    tracking: "none" | "lot" | "serial";
    unit: string;
    name_zh?: string;
    shelf_life_days?: number;
    di?: string;
    issuer?: "GS1" | "HIBCC" | "ICCBBA" | "ZIIOT" | "AHM";
    is_sterile?: boolean;
    is_implant?: boolean;
    is_single_use?: boolean;
    brand?: string;
    model?: string;
    catalogue_number?: string;
    generic_name?: string;
    registration_number?: string;
    specification?: string;
    storage?: string;
  };
  "items.retire_item/1": { item_id: string };
  "items.withdraw_bom/1": { bom_id: string };
  "items.withdraw_routing/1": { routing_id: string };
  "kernel.finish_task/1": { task_id: string };
  "labelling.accept_difference/1": { lot_id: string; package_level_id?: string };
  "labelling.approve_template/1": { template_id: string };
  "labelling.change_template/1": {
    template_id: string;
    width: string;
    height: string;
    unit: string;
    elements: {
      kind: "text" | "code" | "interpretation" | "sign" | "line";
      from_left: string;
      from_top: string;
      width: string;
      height: string;
      unit: string;
      content?: string;
      letters?: string;
      is_bold?: boolean;
      carrier?: "data_matrix" | "code_128" | "qr";
      sign?: "manufacturer" | "made_on" | "use_by" | "lot" | "catalogue" | "serial" | "sterile" | "sterile_eo" | "sterile_r" | "keep_dry" | "do_not_reuse" | "instructions" | "caution" | "medical_device" | "udi";
    }[];
  };
  "labelling.check_label/1": { run_id: string; scanned: string };
  "labelling.draft_template/1": {
    use?: "item" | "package" | "logistic";
    item_id?: string;
    package_level_id?: string;
    width?: string;
    height?: string;
    unit?: string;
    elements?: {
      kind: "text" | "code" | "interpretation" | "sign" | "line";
      from_left: string;
      from_top: string;
      width: string;
      height: string;
      unit: string;
      content?: string;
      letters?: string;
      is_bold?: boolean;
      carrier?: "data_matrix" | "code_128" | "qr";
      sign?: "manufacturer" | "made_on" | "use_by" | "lot" | "catalogue" | "serial" | "sterile" | "sterile_eo" | "sterile_r" | "keep_dry" | "do_not_reuse" | "instructions" | "caution" | "medical_device" | "udi";
    }[];
  };
  "labelling.print_labels/1": {
    lot_id: string;
    format?: "svg" | "pdf" | "zpl_203" | "zpl_300";
    copies?: number;
    serial_ids?: string[];
    package_level_id?: string;
    printer?: string;
  };
  "labelling.print_logistic_labels/1": {
    package_id: string;
    format?: "svg" | "pdf" | "zpl_203" | "zpl_300";
    copies?: number;
    printer?: string;
  };
  "labelling.reconcile_labels/1": {
    lot_id: string;
    package_level_id?: string;
    used?: number;
    destroyed?: number;
    returned?: number;
  };
  "labelling.reprint_labels/1": {
    run_id: string;
    format?: "svg" | "pdf" | "zpl_203" | "zpl_300";
    copies?: number;
    serial_ids?: string[];
    printer?: string;
  };
  "labelling.withdraw_template/1": { template_id: string };
  "ledger.export/1": { withheld: string[] };
  "ledger.open/1": { name: string; origin: string; zone: string; is_demonstration: boolean };
  "parties.approve_party/1": { party_id: string };
  "parties.block_party/1": { party_id: string };
  "parties.change_party/1": {
    party_id: string;
    name?: string;
    country?: string;
    is_supplier?: boolean;
    is_customer?: boolean;
    is_carrier?: boolean;
    is_subcontractor?: boolean;
    gln?: string;
    address?: string;
    contact?: string;
  };
  "parties.register_party/1": {
    code: string;
    name: string;
    country: string;
    is_supplier?: boolean;
    is_customer?: boolean;
    is_carrier?: boolean;
    is_subcontractor?: boolean;
    gln?: string;
    address?: string;
    contact?: string;
  };
  "people.change_grant/1": {
    user_id: string;
    role_id: string;
    scope?: string[];
    valid_from?: string;
    valid_until?: string;
  };
  "people.change_password/1": { current_password: string; password: string };
  "people.change_role/1": {
    role_id: string;
    title: string;
    title_zh: string;
    permissions: string[];
  };
  "people.change_user/1": { user_id: string; name: string; language: "en" | "zh" };
  "people.close_access_review/1": { review_id: string };
  "people.create_api_token/1": {
    user_id: string;
    name: string;
    digest: string;
    expires_at: string;
    scope?: string[];
  };
  "people.deactivate_user/1": { user_id: string };
  "people.decide_access_line/1": {
    review_id: string;
    position: number;
    decision: "confirm" | "revoke";
    remark?: string;
  };
  "people.decide_exception/1": { exception_id: string; decision: "approve" | "refuse" };
  "people.define_role/1": {
    code: string;
    title: string;
    title_zh: string;
    permissions: string[];
    emergency_hours?: number;
  };
  "people.define_separation/1": {
    code: string;
    title: string;
    title_zh: string;
    first: string[];
    second: string[];
  };
  "people.delegate/1": {
    deputy_id: string;
    permissions: string[];
    valid_until: string;
    valid_from?: string;
  };
  "people.delete_view/1": { view_id: string };
  "people.end_delegation/1": { delegation_id: string };
  "people.end_session/1": { session_id: string };
  "people.end_user/1": { user_id: string };
  "people.extend_session/1": { session_id: string };
  "people.give_back_emergency_role/1": { role_id: string };
  "people.grant_role/1": {
    user_id: string;
    role_id: string;
    scope?: string[];
    valid_from?: string;
    valid_until?: string;
  };
  "people.move_user/1": {
    user_id: string;
    roles: { role_id: string; scope?: string[]; valid_from?: string; valid_until?: string }[];
  };
  "people.open_access_review/1": { responsible_id: string };
  "people.reactivate_user/1": { user_id: string };
  "people.record_failed_sign_in/1": {
    user_id?: string;
    login_digest?: string;
    factor?: "password" | "code" | "passkey" | "single" | "signature";
  };
  "people.register_user/1": {
    login: string;
    name: string;
    language: "en" | "zh";
    is_service?: boolean;
  };
  "people.remind_access_review/1": { review_id: string };
  "people.remind_emergency_review/1": { emergency_id: string };
  "people.request_exception/1": { user_id: string; separation_id: string; until: string };
  "people.retire_role/1": { role_id: string };
  "people.retire_separation/1": { separation_id: string };
  "people.review_emergency/1": {
    emergency_id: string;
    verdict: "justified" | "unjustified";
    remark: string;
  };
  "people.revoke_api_token/1": { token_id: string };
  "people.revoke_role/1": { user_id: string; role_id: string };
  "people.save_view/1": {
    record_kind: string;
    name: string;
    filters?: { [name: string]: string };
    columns?: string[];
    sorted_by?: string;
    search_text?: string;
    is_shared?: boolean;
  };
  "people.separate_administration/1": Record<string, never>;
  "people.set_access_policy/1": {
    review_every_days: number;
    review_due_days: number;
    emergency_due_days: number;
    exception_days: number;
    delegation_days: number;
  };
  "people.set_password/1": { user_id: string; is_temporary?: boolean; password: string };
  "people.set_sign_in_policy/1": {
    failures_max: number;
    lockout_minutes: number;
    idle_minutes: number;
    session_hours: number;
    password_days: number;
    token_days: number;
    failures_an_hour?: number;
  };
  "people.sign_out_user/1": { user_id: string };
  "people.start_session/1": { user_id: string; digest: string };
  "people.take_emergency_role/1": { role_id: string; hours?: number };
  "people.unlock_user/1": { user_id: string };
  "production.approve_first_article/1": {
    work_order_id: string;
    position: number;
    serial_id?: string;
    remark?: string;
  };
  "production.cancel_work_order/1": { work_order_id: string };
  "production.clear_line/1": {
    work_order_id: string;
    position: number;
    workstation_id: string;
    products_removed: boolean;
    materials_removed: boolean;
    labels_removed: boolean;
    documents_removed: boolean;
    is_clean: boolean;
  };
  "production.close_work_order/1": {
    work_order_id: string;
    explanations?: { lot_id: string; explanation: string }[];
  };
  "production.consume_material/1": {
    work_order_id: string;
    position: number;
    lines: {
      lot_id: string;
      quantity: string;
      unit: string;
      serial_ids?: string[];
      into_serial_ids?: string[];
    }[];
    rework_id?: string;
  };
  "production.finish_operation/1": {
    run_id: string;
    good: string;
    unit: string;
    scrap?: string;
    rework?: string;
    scrap_cause?: "defect" | "setup" | "sample" | "damage" | "other";
    scrap_serial_ids?: string[];
  };
  "production.finish_rework/1": {
    rework_id: string;
    good: string;
    unit: string;
    scrap?: string;
    rework?: string;
    scrap_cause?: "defect" | "setup" | "sample" | "damage" | "other";
    scrap_serial_ids?: string[];
  };
  "production.issue_material/1": {
    work_order_id: string;
    lot_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    serial_ids?: string[];
  };
  "production.open_output/1": { work_order_id: string; lot_number?: string; made_on?: string };
  "production.plan_work_order/1": {
    item_id: string;
    quantity: string;
    unit: string;
    purpose?: "commercial" | "validation" | "trial";
    number?: string;
    due_on?: string;
  };
  "production.receive_output/1": {
    work_order_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    lot_id?: string;
    serial_ids?: string[];
  };
  "production.record_by_product/1": {
    work_order_id: string;
    item_id: string;
    lot_number: string;
    location_id: string;
    quantity: string;
    unit: string;
  };
  "production.record_parameter/1": {
    work_order_id: string;
    parameter_id: string;
    value: string;
    unit: string;
    run_id?: string;
    equipment_id?: string;
  };
  "production.reject_first_article/1": {
    work_order_id: string;
    position: number;
    remark: string;
    serial_id?: string;
  };
  "production.release_work_order/1": { work_order_id: string };
  "production.report_consumption/1": {
    work_order_id: string;
    position: number;
    lines: {
      lot_id: string;
      quantity: string;
      unit: string;
      serial_ids?: string[];
      into_serial_ids?: string[];
    }[];
    rework_id?: string;
  };
  "production.report_finish/1": {
    run_id: string;
    good: string;
    unit: string;
    scrap?: string;
    rework?: string;
    scrap_cause?: "defect" | "setup" | "sample" | "damage" | "other";
    scrap_serial_ids?: string[];
  };
  "production.return_material/1": {
    work_order_id: string;
    lot_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    serial_ids?: string[];
  };
  "production.scrap_material/1": {
    work_order_id: string;
    lot_id: string;
    quantity: string;
    unit: string;
    cause?: "defect" | "setup" | "sample" | "damage" | "other";
    serial_ids?: string[];
  };
  "production.scrap_units/1": {
    work_order_id: string;
    quantity: string;
    unit: string;
    position?: number;
    is_set_aside?: boolean;
    cause?: "defect" | "setup" | "sample" | "damage" | "other";
    serial_ids?: string[];
  };
  "production.send_to_rework/1": {
    work_order_id: string;
    position: number;
    repeat_from: number;
    quantity: string;
    unit: string;
    adverse_effect: string;
    from_lot_id?: string;
    lot_number?: string;
    serial_ids?: string[];
  };
  "production.serialise_output/1": { work_order_id: string; first_number: string; count: number };
  "production.start_operation/1": {
    work_order_id: string;
    position: number;
    workstation_id: string;
    quantity: string;
    unit: string;
    equipment_id?: string;
    rework_id?: string;
  };
  "purchasing.approve_order/1": { order_id: string };
  "purchasing.cancel_order/1": { order_id: string };
  "purchasing.change_order_line/1": {
    line_id: string;
    quantity: string;
    unit: string;
    unit_price: string;
    currency: string;
    due_on: string;
  };
  "purchasing.close_order/1": { order_id: string };
  "purchasing.draft_order/1": {
    number: string;
    supplier_id: string;
    lines: {
      item_id: string;
      quantity: string;
      unit: string;
      unit_price: string;
      currency: string;
      due_on: string;
    }[];
  };
  "registrations.approve_certificate/1": { certificate_id: string };
  "registrations.approve_validation/1": { validation_id: string };
  "registrations.declare_requirement/1": {
    required: "device_registration" | "consignee_qualification" | "production_licence" | "process_validation";
    item_id?: string;
    market?: string;
    operation_code?: string;
  };
  "registrations.draft_certificate/1": {
    kind: "device_registration" | "device_filing" | "production_licence" | "production_filing" | "distribution_licence" | "distribution_filing" | "medical_institution";
    number: string;
    authority: string;
    valid_from: string;
    valid_until?: string;
    renew_by?: string;
    market?: string;
    party_id?: string;
    scope?: string;
    item_ids?: string[];
    replaces_id?: string;
  };
  "registrations.draft_validation/1": {
    number: string;
    operation_code: string;
    valid_from: string;
    valid_until: string;
    item_id?: string;
    equipment_id?: string;
    scope?: string;
    replaces_id?: string;
  };
  "registrations.drop_renewal/1": { renewal_id: string };
  "registrations.end_requirement/1": { requirement_id: string };
  "registrations.record_application/1": {
    renewal_id: string;
    applied_on: string;
    application_number?: string;
  };
  "registrations.withdraw_certificate/1": { certificate_id: string; ended_on?: string };
  "registrations.withdraw_validation/1": { validation_id: string; ended_on?: string };
  "retention.adopt_rule/1": { rule_id: string; effective_from: string };
  "retention.approve_erasure/1": { erasure_id: string };
  "retention.decline_erasure/1": { erasure_id: string };
  "retention.decline_rule/1": { rule_id: string };
  "retention.define_lifetime/1": { item_id: string; months: number };
  "retention.end_rule/1": { rule_id: string };
  "retention.execute_erasure/1": { erasure_id: string };
  "retention.lift_hold/1": { hold_id: string };
  "retention.place_hold/1": {
    matter: string;
    owner_id: string;
    record_class?: string;
    subject?: string;
  };
  "retention.propose_rule/1": {
    record_class: string;
    title: string;
    citation: string;
    counted_from: "last_operation" | "field";
    anchor_field?: string;
    period_months?: number;
    adds_lifetime?: boolean;
  };
  "retention.propose_templates/1": Record<string, never>;
  "retention.request_erasure/1": { subject: string; with_reasons?: boolean };
  "sales.cancel_order/1": { order_id: string };
  "sales.cancel_shipment/1": { shipment_id: string };
  "sales.change_order_line/1": {
    line_id: string;
    quantity: string;
    unit: string;
    unit_price: string;
    currency: string;
    due_on: string;
  };
  "sales.confirm_order/1": { order_id: string };
  "sales.create_shipment/1": { order_id: string; consignee_id: string; carrier_id?: string };
  "sales.dispatch/1": { shipment_id: string; waybill?: string };
  "sales.draft_order/1": {
    number: string;
    customer_id: string;
    lines: {
      item_id: string;
      quantity: string;
      unit: string;
      unit_price: string;
      currency: string;
      due_on: string;
    }[];
    customer_reference?: string;
  };
  "sales.pick_line/1": {
    shipment_id: string;
    lot_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    serial_ids?: string[];
  };
  "sales.pick_package/1": { shipment_id: string; package_id: string };
  "sales.receive_return/1": {
    line_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    cause: string;
    serial_ids?: string[];
  };
  "sales.record_delivery/1": { shipment_id: string; delivered_on: string; received_by: string };
  "sales.unpick_line/1": { line_id: string };
  "signing.confirm_first_key/1": { key_id: string; fingerprint: string; evidence: string };
  "signing.confirm_key/1": { key_id: string; fingerprint: string; evidence: string };
  "signing.enrol_key/1": {
    algorithm: "ed25519" | "webauthn_es256" | "webauthn_eddsa";
    public_key: string;
    wrapped?: string;
    passkey?: string;
    passkey_site?: string;
  };
  "signing.give_up_key/1": { key_id: string };
  "signing.record_failed_signature/1": { user_id: string; failure: string };
  "signing.revoke_key/1": { key_id: string };
  "signing.unlock_key/1": { key_id: string };
  "sites.change_area/1": {
    area_id: string;
    name: string;
    kind: "production" | "storage" | "laboratory" | "utility" | "office";
    clean_class?: "iso_5" | "iso_6" | "iso_7" | "iso_8";
  };
  "sites.change_workstation/1": { workstation_id: string; name: string; area_id: string };
  "sites.close_area/1": { area_id: string };
  "sites.close_workstation/1": { workstation_id: string };
  "sites.open_area/1": {
    code: string;
    name: string;
    kind: "production" | "storage" | "laboratory" | "utility" | "office";
    clean_class?: "iso_5" | "iso_6" | "iso_7" | "iso_8";
  };
  "sites.open_workstation/1": { code: string; name: string; area_id: string };
  "sites.reopen_area/1": { area_id: string };
  "sites.reopen_workstation/1": { workstation_id: string };
  "sites.set_company_prefix/1": { prefix: string; extension?: number };
  "traceability.export_scope/1": {
    direction: "backward" | "forward" | "both";
    language: "en" | "zh";
    digest: string;
    depth?: number;
    left_out?: string[];
    with_possible?: boolean;
    lot_id?: string;
    serial_id?: string;
    package_id?: string;
  };
  "traceability.print_overview/1": {
    language: "en" | "zh";
    digest: string;
    lot_id?: string;
    serial_id?: string;
    package_id?: string;
  };
  "training.accept_untrained/1": { revision_id: string };
  "training.acknowledge_policy/1": { revision_id: string };
  "training.change_revision/1": { revision_id: string };
  "training.complete_guide_step/1": { guide: string; step: string };
  "training.confirm_reading/1": { training_id: string };
  "training.designate_policy/1": { document_id: string };
  "training.end_exception/1": { exception_id: string };
  "training.grant_exception/1": { user_id: string; document_id: string; until_on: string };
  "training.plan_person/1": { user_id: string };
  "training.plan_revision/1": { revision_id: string };
  "training.plan_training/1": { user_id: string; revision_id: string; due_on?: string };
  "training.record_observation/1": {
    training_id: string;
    is_competent: boolean;
    observation: string;
  };
  "training.set_assessment/1": {
    revision_id: string;
    questions: { text: string; choices: string[] }[];
    keys: string;
    pass_mark: number;
    attempts_max?: number;
  };
  "training.set_requirement/1": {
    role_id: string;
    document_id: string;
    applies_to: "operation" | "operation_kind" | "equipment" | "inspection" | "command";
    operation_code?: string;
    operation_kind?: "process" | "line_clearance" | "first_article" | "packing" | "labelling" | "sterilisation";
    equipment_id?: string;
    item_id?: string;
    stage?: "iqc" | "ipqc" | "fqc" | "oqc";
    command_kind?: string;
    needs_assessment?: boolean;
    needs_observation?: boolean;
    valid_months?: number;
  };
  "training.take_assessment/1": {
    training_id: string;
    answers?: { position: number; chosen: string }[];
  };
  "training.withdraw_requirement/1": { requirement_id: string };
  "training.withdraw_training/1": { training_id: string };
  "warehouse.close_transfer/1": { transfer_id: string; serial_ids?: string[] };
  "warehouse.count_stock/1": {
    lot_id: string;
    location_id: string;
    counted: string;
    unit: string;
    serial_ids?: string[];
  };
  "warehouse.create_location/1": {
    code: string;
    name: string;
    kind: "quarantine" | "storage" | "production" | "shipping" | "rejected" | "external";
    area_id?: string;
  };
  "warehouse.enter_opening_balance/1": {
    item_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    number: string;
    document: string;
    state?: "quarantined" | "released" | "rejected";
    purpose?: "commercial" | "validation" | "trial";
    supplier_id?: string;
    supplier_lot?: string;
    made_on?: string;
    expires_on?: string;
    serials?: string[];
  };
  "warehouse.lift_hold/1": { hold_id: string };
  "warehouse.merge_lots/1": { lot_ids: string[]; location_id: string; number?: string };
  "warehouse.move_package/1": { package_id: string; to_location_id: string };
  "warehouse.move_stock/1": {
    lot_id: string;
    from_location_id: string;
    to_location_id: string;
    quantity: string;
    unit: string;
    serial_ids?: string[];
  };
  "warehouse.pack_units/1": {
    level: "unit" | "box" | "case" | "pallet";
    location_id: string;
    lines?: { lot_id: string; quantity: string; unit: string }[];
    serial_ids?: string[];
    package_ids?: string[];
    sscc?: string;
  };
  "warehouse.place_hold/1": { cause: string; lot_id?: string; serial_id?: string };
  "warehouse.receive_lot/1": {
    item_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    number?: string;
    line_id?: string;
    supplier_id?: string;
    supplier_lot?: string;
    made_on?: string;
    expires_on?: string;
    purpose?: "commercial" | "validation" | "trial";
    serials?: string[];
    delivery_note?: string;
    barcode?: string;
  };
  "warehouse.reject_lot/1": { lot_id: string };
  "warehouse.release_lot/1": { lot_id: string };
  "warehouse.scrap_stock/1": {
    lot_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    serial_ids?: string[];
  };
  "warehouse.split_lot/1": {
    lot_id: string;
    location_id: string;
    quantity: string;
    unit: string;
    number?: string;
    serial_ids?: string[];
  };
  "warehouse.transfer_in/1": {
    transfer_id: string;
    location_id: string;
    unit: string;
    came_back?: string;
    used_outside?: string;
    destroyed?: string;
    serial_ids?: string[];
    used_serial_ids?: string[];
    destroyed_serial_ids?: string[];
  };
  "warehouse.transfer_out/1": {
    lot_id: string;
    from_location_id: string;
    to_location_id: string;
    quantity: string;
    unit: string;
    purpose: "sterilisation" | "subcontracting" | "laboratory" | "other_site" | "destruction" | "return_to_supplier";
    partner_id: string;
    agreement: string;
    due_back_on?: string;
    serial_ids?: string[];
  };
  "warehouse.unpack_units/1": { package_id: string };
}

/** What a field is unless it says otherwise. */
export const ORDINARY = {
  help: { en: "", zh: "" },
  required: false,
  nullable: false,
  personal: false,
  masked: false,
  secret: false,
  length_max: null,
  pattern: null,
  minimum: null,
  maximum: null,
  multiline: false,
} as const;
