CREATE TABLE op (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, label TEXT NOT NULL,
    undoes INTEGER REFERENCES op(id), final INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL DEFAULT ''
);
CREATE TABLE change (
    id INTEGER PRIMARY KEY, op INTEGER NOT NULL REFERENCES op(id), ledger TEXT NOT NULL, row INTEGER NOT NULL,
    before TEXT, after TEXT
);
CREATE INDEX change_op ON change(op);
CREATE INDEX change_row ON change(ledger, row);
CREATE TABLE open_op (id INTEGER NOT NULL);
CREATE TABLE settings (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT);
CREATE TABLE serials (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL);
CREATE TABLE doubts (
    id INTEGER PRIMARY KEY, ledger TEXT NOT NULL, row INTEGER NOT NULL, field TEXT NOT NULL,
    value TEXT, reason TEXT NOT NULL, proposal TEXT
);
CREATE INDEX doubts_row ON doubts(ledger, row);
CREATE TABLE search (
    ledger TEXT NOT NULL, row INTEGER NOT NULL, text TEXT NOT NULL, letters TEXT NOT NULL,
    PRIMARY KEY (ledger, row)
) WITHOUT ROWID;
CREATE TABLE "enterprises" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "uscc" TEXT,
    "code" TEXT,
    "short_name" TEXT,
    "former_names" TEXT,
    "subject_type" TEXT NOT NULL,
    "reg_type" TEXT,
    "status" TEXT NOT NULL,
    "scale" TEXT,
    "above_size" INTEGER NOT NULL,
    "found_date" TEXT,
    "biz_from" TEXT,
    "biz_to" TEXT,
    "biz_scope" TEXT,
    "reg_capital" INTEGER,
    "reg_authority" TEXT,
    "reg_address" TEXT,
    "industry_gb" TEXT,
    "industry_safety" TEXT,
    "supervise_dept" INTEGER REFERENCES "org_units"(id),
    "is_high_risk" INTEGER NOT NULL,
    "tags" TEXT,
    "key_level" TEXT,
    "std_level" TEXT NOT NULL,
    "credit_status" TEXT NOT NULL,
    "supervise_class" TEXT,
    "village" INTEGER REFERENCES "villages"(id),
    "grid" INTEGER REFERENCES "grids"(id),
    "address" TEXT,
    "lon" REAL,
    "lat" REAL,
    "coord_sys" TEXT NOT NULL,
    "map_x" REAL,
    "map_y" REAL,
    "landlord" INTEGER REFERENCES "enterprises"(id),
    "legal_person" TEXT,
    "legal_mobile" TEXT,
    "principal" TEXT,
    "principal_mobile" TEXT,
    "safety_director" TEXT,
    "safety_director_mobile" TEXT,
    "safety_officer" TEXT,
    "safety_officer_mobile" TEXT,
    "officer_type" TEXT,
    "safety_dept" INTEGER,
    "duty_phone" TEXT,
    "postcode" TEXT,
    "email" TEXT,
    "employees" INTEGER,
    "dispatched" INTEGER,
    "migrant" INTEGER,
    "insured_injury" INTEGER,
    "has_liability_ins" INTEGER NOT NULL,
    "fixed_asset" INTEGER,
    "annual_revenue" INTEGER,
    "land_area" REAL,
    "building_area" REAL,
    "main_products" TEXT,
    "main_process" TEXT,
    "risk_grade" TEXT,
    "risk_grade_src" TEXT NOT NULL,
    "grade_method" TEXT,
    "diagnosis_points" REAL,
    "major_hazard_level" INTEGER,
    "risk_grade_calc" TEXT,
    "risk_grade_why" TEXT,
    "override_grade" TEXT,
    "override_reason" TEXT,
    "override_approver" TEXT,
    "last_verified_at" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "enterprises_key0" ON "enterprises"("uscc");
CREATE UNIQUE INDEX "enterprises_key1" ON "enterprises"("code");
CREATE UNIQUE INDEX "enterprises_key2" ON "enterprises"("name", "village");
CREATE INDEX "enterprises_supervise_dept" ON "enterprises"("supervise_dept");
CREATE INDEX "enterprises_village" ON "enterprises"("village");
CREATE INDEX "enterprises_grid" ON "enterprises"("grid");
CREATE INDEX "enterprises_landlord" ON "enterprises"("landlord");
CREATE INDEX "enterprises_biz_to" ON "enterprises"("biz_to");
CREATE TABLE "special_equipment" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "kind" TEXT,
    "name" TEXT NOT NULL,
    "model" TEXT,
    "reg_code" TEXT,
    "file_no" TEXT,
    "permit_no" TEXT,
    "maker" TEXT,
    "used_from" TEXT,
    "inspected_on" TEXT,
    "next_inspection" TEXT,
    "operators" TEXT,
    "status" TEXT NOT NULL,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "special_equipment_key0" ON "special_equipment"("reg_code");
CREATE INDEX "special_equipment_enterprise" ON "special_equipment"("enterprise");
CREATE INDEX "special_equipment_next_inspection" ON "special_equipment"("next_inspection");
CREATE TABLE "certificates" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "person_name" TEXT NOT NULL,
    "id_card" TEXT,
    "gender" TEXT,
    "birth" TEXT,
    "phone" TEXT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "op_type" TEXT,
    "cert_no" TEXT,
    "issue_org" TEXT,
    "first_issue" TEXT,
    "last_review" TEXT,
    "review_due" TEXT,
    "valid_to" TEXT,
    "revoked" INTEGER NOT NULL,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "certificates_key0" ON "certificates"("kind", "cert_no");
CREATE INDEX "certificates_enterprise" ON "certificates"("enterprise");
CREATE INDEX "certificates_valid_to" ON "certificates"("valid_to");
CREATE INDEX "certificates_review_due" ON "certificates"("review_due");
CREATE TABLE "risk_points" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "owner_type" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "public_area" INTEGER REFERENCES "public_areas"(id),
    "village" INTEGER REFERENCES "villages"(id),
    "grid" INTEGER REFERENCES "grids"(id),
    "point_type" TEXT,
    "location" TEXT,
    "control_level" TEXT,
    "responsible_unit" TEXT,
    "responsible_person" TEXT,
    "phone" TEXT,
    "people_max" INTEGER,
    "area_m2" REAL,
    "is_major_hazard" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "grade" TEXT,
    "hazard_count" INTEGER,
    "last_assess_at" TEXT,
    "next_assess_due" TEXT,
    "map_x" REAL,
    "map_y" REAL,
    "lon" REAL,
    "lat" REAL,
    "coord_sys" TEXT NOT NULL,
    "plan_polygon" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "risk_points_key0" ON "risk_points"("code");
CREATE UNIQUE INDEX "risk_points_key1" ON "risk_points"("enterprise", "name", "location");
CREATE INDEX "risk_points_public_area" ON "risk_points"("public_area");
CREATE INDEX "risk_points_village" ON "risk_points"("village");
CREATE INDEX "risk_points_grid" ON "risk_points"("grid");
CREATE INDEX "risk_points_next_assess_due" ON "risk_points"("next_assess_due");
CREATE INDEX "risk_points_grade" ON "risk_points"("grade");
CREATE TABLE "hazards" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "risk_point" INTEGER NOT NULL REFERENCES "risk_points"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "dimension" TEXT NOT NULL,
    "activity" TEXT,
    "factor_desc" TEXT NOT NULL,
    "factor_code" TEXT,
    "accident_types" TEXT,
    "consequence" TEXT,
    "existing_measures" TEXT,
    "grade" TEXT,
    "method" TEXT,
    "score" REAL,
    "assessed_on" TEXT,
    "next_due" TEXT,
    "not_applicable" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "hazards_key0" ON "hazards"("risk_point", "seq");
CREATE INDEX "hazards_next_due" ON "hazards"("next_due");
CREATE TABLE "risk_assessments" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "hazard" INTEGER NOT NULL REFERENCES "hazards"(id) ON DELETE CASCADE,
    "method" TEXT NOT NULL,
    "factors" TEXT,
    "direct_reason" TEXT,
    "score" REAL,
    "grade_calc" TEXT,
    "method_version" TEXT,
    "grade_final" TEXT,
    "override_reason" TEXT,
    "override_approver" TEXT,
    "assessor" TEXT,
    "tech_org" TEXT,
    "assess_date" TEXT NOT NULL,
    "next_due" TEXT,
    "is_current" INTEGER NOT NULL,
    "scored_from" TEXT
);
CREATE INDEX "risk_assessments_hazard" ON "risk_assessments"("hazard");
CREATE INDEX "risk_assessments_assess_date" ON "risk_assessments"("assess_date");
CREATE TABLE "control_measures" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "hazard" INTEGER NOT NULL REFERENCES "hazards"(id) ON DELETE CASCADE,
    "type" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "responsible" TEXT,
    "level" TEXT,
    "status" TEXT NOT NULL,
    "due" TEXT
);
CREATE INDEX "control_measures_hazard" ON "control_measures"("hazard");
CREATE INDEX "control_measures_due" ON "control_measures"("due");
CREATE TABLE "public_areas" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "village" INTEGER NOT NULL REFERENCES "villages"(id),
    "grid" INTEGER REFERENCES "grids"(id),
    "address" TEXT,
    "manager" TEXT,
    "person" TEXT,
    "phone" TEXT,
    "people" INTEGER,
    "lon" REAL,
    "lat" REAL,
    "coord_sys" TEXT NOT NULL,
    "risk_grade" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "public_areas_key0" ON "public_areas"("name", "village");
CREATE INDEX "public_areas_village" ON "public_areas"("village");
CREATE INDEX "public_areas_grid" ON "public_areas"("grid");
CREATE INDEX "public_areas_risk_grade" ON "public_areas"("risk_grade");
CREATE TABLE "region_risks" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "village" INTEGER REFERENCES "villages"(id),
    "decided_on" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "index" REAL,
    "counts" TEXT,
    "grade_calc" TEXT,
    "grade_final" TEXT,
    "override_reason" TEXT,
    "override_approver" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "region_risks_key0" ON "region_risks"("village", "decided_on");
CREATE INDEX "region_risks_decided_on" ON "region_risks"("decided_on");
CREATE TABLE "hidden_dangers" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "public_area" INTEGER REFERENCES "public_areas"(id),
    "village" INTEGER REFERENCES "villages"(id),
    "found_date" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "found_by" TEXT,
    "place" TEXT,
    "category" TEXT,
    "factor_code" TEXT,
    "description" TEXT NOT NULL,
    "basis" TEXT,
    "level" TEXT NOT NULL,
    "major_criteria" TEXT,
    "inspection" INTEGER REFERENCES "inspections"(id),
    "inspection_item" INTEGER REFERENCES "inspection_items"(id),
    "risk_point" INTEGER REFERENCES "risk_points"(id),
    "hazard" INTEGER REFERENCES "hazards"(id),
    "photo_before" TEXT,
    "rectify_mode" TEXT NOT NULL,
    "deadline" TEXT,
    "measure" TEXT,
    "duty_unit" TEXT,
    "duty_person" TEXT,
    "phone" TEXT,
    "fund" INTEGER,
    "new_deadline" TEXT,
    "extend_reason" TEXT,
    "extend_approver" TEXT,
    "extended_count" INTEGER NOT NULL,
    "due_on" TEXT,
    "plan_duty" TEXT,
    "plan_measures" TEXT,
    "plan_fund" TEXT,
    "plan_time" TEXT,
    "plan_emergency" TEXT,
    "reported_on" TEXT,
    "status" TEXT NOT NULL,
    "rectified_at" TEXT,
    "rectify_desc" TEXT,
    "photo_after" TEXT,
    "recheck_due" TEXT,
    "recheck_at" TEXT,
    "recheck_by" TEXT,
    "recheck_result" TEXT,
    "recheck_opinion" TEXT,
    "closed_at" TEXT,
    "closed_by" TEXT,
    "close_approver" TEXT,
    "void_reason" TEXT,
    "public_at" TEXT,
    "same_day_fixed" INTEGER,
    "rectified_in_time" INTEGER,
    "is_repeat" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "hidden_dangers_key0" ON "hidden_dangers"("code");
CREATE INDEX "hidden_dangers_enterprise" ON "hidden_dangers"("enterprise");
CREATE INDEX "hidden_dangers_public_area" ON "hidden_dangers"("public_area");
CREATE INDEX "hidden_dangers_village" ON "hidden_dangers"("village");
CREATE INDEX "hidden_dangers_inspection" ON "hidden_dangers"("inspection");
CREATE INDEX "hidden_dangers_inspection_item" ON "hidden_dangers"("inspection_item");
CREATE INDEX "hidden_dangers_risk_point" ON "hidden_dangers"("risk_point");
CREATE INDEX "hidden_dangers_hazard" ON "hidden_dangers"("hazard");
CREATE INDEX "hidden_dangers_due_on" ON "hidden_dangers"("due_on");
CREATE INDEX "hidden_dangers_recheck_due" ON "hidden_dangers"("recheck_due");
CREATE INDEX "hidden_dangers_found_date" ON "hidden_dangers"("found_date");
CREATE TABLE "inspections" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "public_area" INTEGER REFERENCES "public_areas"(id),
    "village" INTEGER REFERENCES "villages"(id),
    "kind" TEXT NOT NULL,
    "mode" TEXT,
    "start_at" TEXT NOT NULL,
    "end_at" TEXT,
    "inspectors" TEXT,
    "experts" TEXT,
    "accompany" TEXT,
    "checklist" INTEGER REFERENCES "checklists"(id),
    "places" TEXT,
    "situation" TEXT,
    "found_count" INTEGER,
    "result" TEXT,
    "status" TEXT NOT NULL,
    "docs" TEXT,
    "photo" TEXT,
    "recorder" TEXT,
    "law_book" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "inspections_key0" ON "inspections"("no");
CREATE INDEX "inspections_enterprise" ON "inspections"("enterprise");
CREATE INDEX "inspections_public_area" ON "inspections"("public_area");
CREATE INDEX "inspections_village" ON "inspections"("village");
CREATE INDEX "inspections_checklist" ON "inspections"("checklist");
CREATE INDEX "inspections_start_at" ON "inspections"("start_at");
CREATE TABLE "inspection_items" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "inspection" INTEGER NOT NULL REFERENCES "inspections"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "checklist_item" INTEGER REFERENCES "checklist_items"(id),
    "group" TEXT,
    "content" TEXT NOT NULL,
    "basis" TEXT,
    "result" TEXT,
    "problem" TEXT,
    "place" TEXT,
    "level" TEXT,
    "rectify_days" INTEGER,
    "hidden_danger" INTEGER REFERENCES "hidden_dangers"(id),
    "photo" TEXT
);
CREATE INDEX "inspection_items_inspection" ON "inspection_items"("inspection");
CREATE INDEX "inspection_items_checklist_item" ON "inspection_items"("checklist_item");
CREATE INDEX "inspection_items_hidden_danger" ON "inspection_items"("hidden_danger");
CREATE TABLE "checklists" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "industry" TEXT,
    "scene" TEXT,
    "version" TEXT,
    "source" TEXT,
    "enabled" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "checklists_key0" ON "checklists"("name");
CREATE TABLE "checklist_items" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "checklist" INTEGER NOT NULL REFERENCES "checklists"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "category" TEXT,
    "group" TEXT,
    "content" TEXT NOT NULL,
    "standard" TEXT,
    "basis" TEXT,
    "method" TEXT,
    "level_default" TEXT NOT NULL,
    "major_code" TEXT,
    "danger_category" TEXT
);
CREATE INDEX "checklist_items_checklist" ON "checklist_items"("checklist");
CREATE TABLE "villages" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "leader" INTEGER REFERENCES "staff"(id),
    "officer" INTEGER REFERENCES "staff"(id),
    "population" INTEGER,
    "households" INTEGER,
    "area_km2" REAL,
    "polygon" TEXT,
    "seq" INTEGER,
    "enabled" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "villages_key0" ON "villages"("code");
CREATE UNIQUE INDEX "villages_key1" ON "villages"("name");
CREATE INDEX "villages_leader" ON "villages"("leader");
CREATE INDEX "villages_officer" ON "villages"("officer");
CREATE INDEX "villages_seq" ON "villages"("seq");
CREATE TABLE "grids" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "village" INTEGER NOT NULL REFERENCES "villages"(id),
    "name" TEXT NOT NULL,
    "scope_text" TEXT,
    "leader" INTEGER REFERENCES "staff"(id),
    "members" TEXT,
    "supervisor" INTEGER REFERENCES "staff"(id),
    "households" INTEGER,
    "population" INTEGER,
    "key_places" TEXT,
    "polygon" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "grids_key0" ON "grids"("code");
CREATE UNIQUE INDEX "grids_key1" ON "grids"("name", "village");
CREATE INDEX "grids_village" ON "grids"("village");
CREATE INDEX "grids_leader" ON "grids"("leader");
CREATE INDEX "grids_supervisor" ON "grids"("supervisor");
CREATE TABLE "org_units" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "org_type" TEXT NOT NULL,
    "parent" INTEGER REFERENCES "org_units"(id),
    "village" INTEGER REFERENCES "villages"(id),
    "is_committee_member" INTEGER NOT NULL,
    "leader" INTEGER REFERENCES "staff"(id),
    "liaison" INTEGER REFERENCES "staff"(id),
    "supervise_fields" TEXT,
    "duty_text" TEXT,
    "phone" TEXT,
    "enabled" INTEGER NOT NULL,
    "seq" INTEGER
);
CREATE UNIQUE INDEX "org_units_key0" ON "org_units"("name");
CREATE INDEX "org_units_parent" ON "org_units"("parent");
CREATE INDEX "org_units_village" ON "org_units"("village");
CREATE INDEX "org_units_leader" ON "org_units"("leader");
CREATE INDEX "org_units_liaison" ON "org_units"("liaison");
CREATE INDEX "org_units_seq" ON "org_units"("seq");
CREATE TABLE "staff" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "id_card" TEXT,
    "mobile" TEXT,
    "org" INTEGER REFERENCES "org_units"(id),
    "post" TEXT,
    "roles" TEXT,
    "cert_no" TEXT,
    "cert_type" TEXT,
    "cert_valid_to" TEXT,
    "is_fulltime" INTEGER NOT NULL,
    "enabled" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "staff_key0" ON "staff"("name", "mobile");
CREATE INDEX "staff_org" ON "staff"("org");
CREATE INDEX "staff_cert_valid_to" ON "staff"("cert_valid_to");
CREATE TABLE "codes" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "list" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "also" TEXT,
    "seq" INTEGER NOT NULL,
    "enabled" INTEGER NOT NULL,
    "builtin" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "codes_key0" ON "codes"("list", "code");
CREATE TABLE "holidays" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "day" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "builtin" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "holidays_key0" ON "holidays"("day");
