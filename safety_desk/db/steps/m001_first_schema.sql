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
CREATE TABLE remembered (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE drafts (kind TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
    title TEXT NOT NULL, version INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    op INTEGER NOT NULL, data TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE (report, first, last, version)
);
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
    "safety_managers" INTEGER,
    "special_posts" INTEGER,
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
CREATE TABLE "ent_licenses" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "no" TEXT,
    "issuer" TEXT,
    "issued_on" TEXT,
    "valid_to" TEXT,
    "scope" TEXT,
    "cancelled" INTEGER NOT NULL,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_licenses_key0" ON "ent_licenses"("kind", "no");
CREATE INDEX "ent_licenses_enterprise" ON "ent_licenses"("enterprise");
CREATE INDEX "ent_licenses_valid_to" ON "ent_licenses"("valid_to");
CREATE TABLE "ent_constructions" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "name" TEXT NOT NULL,
    "investment" INTEGER,
    "safety_investment" INTEGER,
    "needs_evaluation" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "started_on" TEXT,
    "pre_evaluated_on" TEXT,
    "pre_evaluator" TEXT,
    "design_reviewed_on" TEXT,
    "design_reviewer" TEXT,
    "trial_on" TEXT,
    "accepted_on" TEXT,
    "acceptance" TEXT,
    "used_on" TEXT,
    "drop_reason" TEXT,
    "papers" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_constructions_key0" ON "ent_constructions"("enterprise", "name");
CREATE TABLE "ent_evaluations" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "org" TEXT,
    "report_no" TEXT,
    "done_on" TEXT,
    "valid_to" TEXT,
    "conclusion" TEXT,
    "replaced" INTEGER NOT NULL,
    "file" TEXT,
    "remark" TEXT
);
CREATE INDEX "ent_evaluations_enterprise" ON "ent_evaluations"("enterprise");
CREATE INDEX "ent_evaluations_valid_to" ON "ent_evaluations"("valid_to");
CREATE INDEX "ent_evaluations_done_on" ON "ent_evaluations"("done_on");
CREATE TABLE "ent_leases" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "tenant" INTEGER REFERENCES "enterprises"(id),
    "tenant_name" TEXT,
    "area" REAL,
    "use" TEXT,
    "start" TEXT,
    "end" TEXT,
    "signed" INTEGER NOT NULL,
    "signed_on" TEXT,
    "checked_on" TEXT,
    "check_found" TEXT,
    "next_check" TEXT,
    "ended" INTEGER NOT NULL,
    "agreement" TEXT,
    "remark" TEXT
);
CREATE INDEX "ent_leases_enterprise" ON "ent_leases"("enterprise");
CREATE INDEX "ent_leases_tenant" ON "ent_leases"("tenant");
CREATE INDEX "ent_leases_end" ON "ent_leases"("end");
CREATE INDEX "ent_leases_next_check" ON "ent_leases"("next_check");
CREATE TABLE "ent_docs" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "dated" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE INDEX "ent_docs_enterprise" ON "ent_docs"("enterprise");
CREATE INDEX "ent_docs_dated" ON "ent_docs"("dated");
CREATE TABLE "places" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "village" INTEGER NOT NULL REFERENCES "villages"(id),
    "grid" INTEGER REFERENCES "grids"(id),
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner" TEXT,
    "phone" TEXT,
    "address" TEXT,
    "area" REAL,
    "floors" INTEGER,
    "residents" INTEGER,
    "live_work_mixed" INTEGER NOT NULL,
    "gas" TEXT,
    "alarm" INTEGER,
    "fire_ext" INTEGER,
    "exits" INTEGER,
    "grade" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "places_key0" ON "places"("village", "name", "address");
CREATE INDEX "places_grid" ON "places"("grid");
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
CREATE TABLE "ent_equipments" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "name" TEXT NOT NULL,
    "model" TEXT,
    "quantity" INTEGER,
    "process" TEXT,
    "is_obsolete" INTEGER NOT NULL,
    "used_from" TEXT,
    "maintained_on" TEXT,
    "maintenance" TEXT,
    "remark" TEXT
);
CREATE INDEX "ent_equipments_enterprise" ON "ent_equipments"("enterprise");
CREATE TABLE "ent_materials" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "name" TEXT NOT NULL,
    "cas" TEXT,
    "is_hazchem" INTEGER NOT NULL,
    "annual_use" REAL,
    "unit" TEXT,
    "max_store" REAL,
    "state" TEXT,
    "store_place" TEXT,
    "store_way" TEXT,
    "has_msds" INTEGER,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_materials_key0" ON "ent_materials"("enterprise", "name", "store_place");
CREATE TABLE "ent_products" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "name" TEXT NOT NULL,
    "annual_output" REAL,
    "unit" TEXT,
    "max_store" REAL,
    "state" TEXT,
    "store_place" TEXT,
    "store_way" TEXT,
    "is_hazchem" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE INDEX "ent_products_enterprise" ON "ent_products"("enterprise");
CREATE TABLE "ent_fire_facilities" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "location" TEXT,
    "quantity" INTEGER,
    "checked_on" TEXT,
    "next_check" TEXT,
    "works" INTEGER NOT NULL,
    "photo" TEXT,
    "remark" TEXT
);
CREATE INDEX "ent_fire_facilities_enterprise" ON "ent_fire_facilities"("enterprise");
CREATE INDEX "ent_fire_facilities_next_check" ON "ent_fire_facilities"("next_check");
CREATE TABLE "ent_lightnings" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "place" TEXT NOT NULL,
    "explosive" INTEGER NOT NULL,
    "tester" TEXT,
    "tested_on" TEXT,
    "valid_to" TEXT,
    "report_no" TEXT,
    "passed" INTEGER,
    "report" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_lightnings_key0" ON "ent_lightnings"("enterprise", "place");
CREATE INDEX "ent_lightnings_valid_to" ON "ent_lightnings"("valid_to");
CREATE TABLE "ent_ppes" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "name" TEXT NOT NULL,
    "quantity" INTEGER,
    "issued_on" TEXT,
    "cycle_months" INTEGER,
    "next_issue" TEXT,
    "remark" TEXT
);
CREATE INDEX "ent_ppes_enterprise" ON "ent_ppes"("enterprise");
CREATE INDEX "ent_ppes_next_issue" ON "ent_ppes"("next_issue");
CREATE TABLE "ent_occ_healths" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "workplace" TEXT NOT NULL,
    "factors" TEXT,
    "exposed" INTEGER,
    "tested_on" TEXT,
    "tester" TEXT,
    "result" TEXT,
    "next_test" TEXT,
    "examined" INTEGER,
    "unexamined" INTEGER,
    "declaration_no" TEXT,
    "report" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_occ_healths_key0" ON "ent_occ_healths"("enterprise", "workplace");
CREATE INDEX "ent_occ_healths_next_test" ON "ent_occ_healths"("next_test");
CREATE TABLE "ent_major_hazards" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "name" TEXT NOT NULL,
    "unit_kind" TEXT,
    "residents" INTEGER,
    "ratio" REAL,
    "r_value" REAL,
    "level" TEXT,
    "told" TEXT,
    "filing_no" TEXT,
    "filed_on" TEXT,
    "assessed_on" TEXT,
    "next_assess" TEXT,
    "monitoring" TEXT,
    "closed_on" TEXT,
    "report" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_major_hazards_key0" ON "ent_major_hazards"("enterprise", "name");
CREATE INDEX "ent_major_hazards_next_assess" ON "ent_major_hazards"("next_assess");
CREATE INDEX "ent_major_hazards_ratio" ON "ent_major_hazards"("ratio");
CREATE TABLE "major_hazard_items" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "major_hazard" INTEGER NOT NULL REFERENCES "ent_major_hazards"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "substance" TEXT NOT NULL,
    "quantity" REAL NOT NULL,
    "critical" REAL,
    "beta" REAL,
    "ratio" REAL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "major_hazard_items_key0" ON "major_hazard_items"("major_hazard", "substance");
CREATE INDEX "major_hazard_items_seq" ON "major_hazard_items"("seq");
CREATE TABLE "ent_confined_spaces" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "name" TEXT NOT NULL,
    "location" TEXT,
    "kind" TEXT,
    "quantity" INTEGER NOT NULL,
    "hazards" TEXT,
    "has_sign" INTEGER,
    "locked" INTEGER,
    "has_approval" INTEGER,
    "detectors" TEXT,
    "ventilators" TEXT,
    "rescue_gear" TEXT,
    "guardian" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_confined_spaces_key0" ON "ent_confined_spaces"("enterprise", "name", "location");
CREATE TABLE "ent_dusts" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "workplace" TEXT,
    "workers" TEXT,
    "collectors" INTEGER,
    "collector_type" TEXT,
    "explosion_controls" TEXT,
    "clean_cycle" TEXT,
    "tested_on" TEXT,
    "test_result" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE INDEX "ent_dusts_enterprise" ON "ent_dusts"("enterprise");
CREATE TABLE "ent_ammonias" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "amount" REAL,
    "is_major_hazard" INTEGER NOT NULL,
    "use" TEXT,
    "receivers" INTEGER,
    "quick_freezer" INTEGER,
    "freezer_apart" INTEGER,
    "gas_alarm" INTEGER,
    "sprinkler" INTEGER,
    "exhaust" INTEGER,
    "rescue_gear" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_ammonias_key0" ON "ent_ammonias"("enterprise", "use");
CREATE INDEX "ent_ammonias_amount" ON "ent_ammonias"("amount");
CREATE TABLE "ent_coal_gases" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "holder_volume" REAL,
    "co_alarms" INTEGER,
    "guard_station" INTEGER,
    "water_seal" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_coal_gases_key0" ON "ent_coal_gases"("enterprise", "kind");
CREATE TABLE "ent_melts" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "furnace" TEXT NOT NULL,
    "capacity" REAL,
    "quantity" INTEGER NOT NULL,
    "lifting" TEXT,
    "crowd_checked" INTEGER NOT NULL,
    "crowd_checked_on" TEXT,
    "crowd_found" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE INDEX "ent_melts_enterprise" ON "ent_melts"("enterprise");
CREATE TABLE "critical_quantities" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "quantity" REAL NOT NULL,
    "beta" REAL,
    "builtin" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "critical_quantities_key0" ON "critical_quantities"("name");
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
CREATE TABLE "supervise_class_records" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "year" INTEGER,
    "base_grade" TEXT,
    "mgmt_score" REAL,
    "mgmt_level" TEXT,
    "events" TEXT,
    "class_calc" TEXT,
    "class_final" TEXT,
    "reason" TEXT,
    "approver" TEXT,
    "effective_from" TEXT NOT NULL,
    "effective_to" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "supervise_class_records_key0" ON "supervise_class_records"("enterprise", "effective_from");
CREATE INDEX "supervise_class_records_effective_from" ON "supervise_class_records"("effective_from");
CREATE TABLE "supervise_freqs" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "supervise_class" TEXT,
    "risk_grade" TEXT,
    "times" INTEGER NOT NULL,
    "ratio" REAL,
    "focus" TEXT,
    "basis" TEXT,
    "enabled" INTEGER NOT NULL,
    "builtin" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "supervise_freqs_key0" ON "supervise_freqs"("name");
CREATE INDEX "supervise_freqs_kind" ON "supervise_freqs"("kind");
CREATE TABLE "list_versions" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "version_no" INTEGER,
    "date" TEXT NOT NULL,
    "diff_summary" TEXT,
    "by" TEXT,
    "counts" TEXT,
    "current" INTEGER NOT NULL,
    "next_due" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "list_versions_key0" ON "list_versions"("enterprise", "kind", "version_no");
CREATE INDEX "list_versions_next_due" ON "list_versions"("next_due");
CREATE INDEX "list_versions_date" ON "list_versions"("date");
CREATE TABLE "reassess_triggers" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "trigger_date" TEXT NOT NULL,
    "description" TEXT,
    "due_on" TEXT,
    "responsible" TEXT,
    "done_at" TEXT,
    "done_by" TEXT,
    "result" TEXT,
    "remark" TEXT
);
CREATE INDEX "reassess_triggers_enterprise" ON "reassess_triggers"("enterprise");
CREATE INDEX "reassess_triggers_due_on" ON "reassess_triggers"("due_on");
CREATE INDEX "reassess_triggers_trigger_date" ON "reassess_triggers"("trigger_date");
CREATE TABLE "mechanism_reviews" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "date" TEXT NOT NULL,
    "reviewer" TEXT,
    "risk_list" INTEGER NOT NULL,
    "danger_list" INTEGER NOT NULL,
    "risk_map" INTEGER NOT NULL,
    "measures" INTEGER NOT NULL,
    "training" INTEGER NOT NULL,
    "passed" INTEGER,
    "deviations" TEXT,
    "corrective" TEXT,
    "next_review" TEXT,
    "current" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "mechanism_reviews_key0" ON "mechanism_reviews"("enterprise", "date");
CREATE INDEX "mechanism_reviews_next_review" ON "mechanism_reviews"("next_review");
CREATE INDEX "mechanism_reviews_date" ON "mechanism_reviews"("date");
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
    "dwm_record" INTEGER REFERENCES "dwm_records"(id),
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
    "overnight_reason" TEXT,
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
    "reopened_on" TEXT,
    "reopen_reason" TEXT,
    "closed_before" TEXT,
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
CREATE INDEX "hidden_dangers_dwm_record" ON "hidden_dangers"("dwm_record");
CREATE INDEX "hidden_dangers_risk_point" ON "hidden_dangers"("risk_point");
CREATE INDEX "hidden_dangers_hazard" ON "hidden_dangers"("hazard");
CREATE INDEX "hidden_dangers_due_on" ON "hidden_dangers"("due_on");
CREATE INDEX "hidden_dangers_recheck_due" ON "hidden_dangers"("recheck_due");
CREATE INDEX "hidden_dangers_found_date" ON "hidden_dangers"("found_date");
CREATE TABLE "dwm_months" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "ym" TEXT NOT NULL,
    "stop_days" INTEGER,
    "day_should" INTEGER,
    "day_done" INTEGER,
    "week_should" INTEGER,
    "week_done" INTEGER,
    "month_should" INTEGER,
    "month_done" INTEGER,
    "found" INTEGER,
    "fixed" INTEGER,
    "same_day" INTEGER,
    "termed" INTEGER,
    "major" INTEGER,
    "publicized" INTEGER NOT NULL,
    "reported_at" TEXT,
    "due" TEXT,
    "in_time" INTEGER,
    "complete" INTEGER NOT NULL,
    "missing" TEXT,
    "hollow" INTEGER NOT NULL,
    "plan" INTEGER REFERENCES "dwm_plans"(id),
    "remark" TEXT
);
CREATE UNIQUE INDEX "dwm_months_key0" ON "dwm_months"("enterprise", "ym");
CREATE INDEX "dwm_months_plan" ON "dwm_months"("plan");
CREATE INDEX "dwm_months_ym" ON "dwm_months"("ym");
CREATE TABLE "dwm_records" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "level" TEXT NOT NULL,
    "unit_name" TEXT,
    "period_key" TEXT,
    "check_date" TEXT NOT NULL,
    "checker" TEXT,
    "leader_sign" TEXT,
    "item_total" INTEGER,
    "ng_count" INTEGER,
    "problems" TEXT,
    "found_count" INTEGER,
    "fixed_on_spot" INTEGER,
    "noted_count" INTEGER NOT NULL,
    "open_count" INTEGER NOT NULL,
    "unlisted" INTEGER NOT NULL,
    "reported" INTEGER NOT NULL,
    "reported_at" TEXT,
    "publicized" INTEGER NOT NULL,
    "public_at" TEXT,
    "public_place" TEXT,
    "plan" INTEGER REFERENCES "dwm_plans"(id),
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "dwm_records_key0" ON "dwm_records"("enterprise", "level", "unit_name", "period_key");
CREATE INDEX "dwm_records_plan" ON "dwm_records"("plan");
CREATE INDEX "dwm_records_check_date" ON "dwm_records"("check_date");
CREATE TABLE "dwm_plans" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "level" TEXT NOT NULL,
    "unit_name" TEXT,
    "list_template" INTEGER REFERENCES "checklists"(id),
    "responsible" TEXT,
    "start_date" TEXT NOT NULL,
    "enabled" INTEGER NOT NULL,
    "last_check" TEXT,
    "next_report" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "dwm_plans_key0" ON "dwm_plans"("enterprise", "level", "unit_name");
CREATE INDEX "dwm_plans_list_template" ON "dwm_plans"("list_template");
CREATE INDEX "dwm_plans_next_report" ON "dwm_plans"("next_report");
CREATE TABLE "dwm_items" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "template" INTEGER NOT NULL REFERENCES "checklists"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "category" TEXT,
    "part" TEXT,
    "item" TEXT NOT NULL,
    "standard" TEXT,
    "method" TEXT,
    "basis" TEXT,
    "risk_point" INTEGER REFERENCES "risk_points"(id),
    "level_applies" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "dwm_items_key0" ON "dwm_items"("template", "seq");
CREATE INDEX "dwm_items_risk_point" ON "dwm_items"("risk_point");
CREATE TABLE "major_criteria" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "std" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "article" TEXT,
    "sector" TEXT NOT NULL,
    "seq" INTEGER,
    "text" TEXT NOT NULL,
    "basis" TEXT,
    "applies_tags" TEXT,
    "hint" TEXT,
    "keywords" TEXT,
    "text_official" TEXT,
    "text_checked_by" TEXT,
    "builtin" INTEGER NOT NULL,
    "enabled" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "major_criteria_key0" ON "major_criteria"("std", "code");
CREATE INDEX "major_criteria_code" ON "major_criteria"("code");
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
    "draw" INTEGER REFERENCES "random_draws"(id),
    "campaign" INTEGER REFERENCES "special_campaigns"(id),
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
CREATE INDEX "inspections_draw" ON "inspections"("draw");
CREATE INDEX "inspections_campaign" ON "inspections"("campaign");
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
    "risks" TEXT,
    "scene" TEXT,
    "version" TEXT,
    "source" TEXT,
    "builtin" INTEGER NOT NULL,
    "enabled" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "checklists_key0" ON "checklists"("name", "version");
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
CREATE TABLE "enforce_plans" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "year" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT,
    "org" INTEGER REFERENCES "org_units"(id),
    "basis" TEXT,
    "persons" INTEGER NOT NULL,
    "workdays" INTEGER,
    "other_days" INTEGER NOT NULL,
    "idle_days" INTEGER NOT NULL,
    "legal_days" INTEGER,
    "supervise_days" INTEGER,
    "need_days" REAL,
    "key_times" INTEGER,
    "general_times" INTEGER,
    "key_share" REAL,
    "done_times" INTEGER,
    "done_rate" REAL,
    "capacity" TEXT,
    "status" TEXT NOT NULL,
    "submitted_at" TEXT,
    "approved_by" TEXT,
    "approved_date" TEXT,
    "filed_to" TEXT,
    "filed_date" TEXT,
    "change_reason" TEXT,
    "summary" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "enforce_plans_key0" ON "enforce_plans"("year", "version");
CREATE INDEX "enforce_plans_org" ON "enforce_plans"("org");
CREATE TABLE "enforce_targets" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "plan" INTEGER NOT NULL REFERENCES "enforce_plans"(id) ON DELETE CASCADE,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "seq" INTEGER,
    "kind" TEXT NOT NULL,
    "risk_grade" TEXT,
    "month_plan" INTEGER NOT NULL,
    "times_plan" INTEGER NOT NULL,
    "due_on" TEXT,
    "content_scope" TEXT,
    "staff" TEXT,
    "inspection" INTEGER REFERENCES "inspections"(id),
    "actual_dates" TEXT,
    "status" TEXT NOT NULL,
    "moved_note" TEXT,
    "change_reason" TEXT
);
CREATE UNIQUE INDEX "enforce_targets_key0" ON "enforce_targets"("plan", "enterprise", "seq");
CREATE INDEX "enforce_targets_enterprise" ON "enforce_targets"("enterprise");
CREATE INDEX "enforce_targets_inspection" ON "enforce_targets"("inspection");
CREATE INDEX "enforce_targets_due_on" ON "enforce_targets"("due_on");
CREATE TABLE "check_schemes" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "inspection" INTEGER REFERENCES "inspections"(id),
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "address" TEXT,
    "contact" TEXT,
    "phone" TEXT,
    "industry" TEXT,
    "risk_grade" TEXT,
    "time_from" TEXT,
    "time_to" TEXT,
    "officers" TEXT,
    "contents" TEXT NOT NULL,
    "methods" TEXT,
    "review_opinion" TEXT,
    "reviewer" TEXT,
    "review_date" TEXT,
    "approve_opinion" TEXT,
    "approver" TEXT,
    "approve_date" TEXT,
    "status" TEXT NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "check_schemes_key0" ON "check_schemes"("no");
CREATE INDEX "check_schemes_inspection" ON "check_schemes"("inspection");
CREATE INDEX "check_schemes_enterprise" ON "check_schemes"("enterprise");
CREATE INDEX "check_schemes_time_from" ON "check_schemes"("time_from");
CREATE TABLE "random_draws" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "date" TEXT,
    "field" TEXT,
    "villages" TEXT,
    "pool" TEXT,
    "pool_inspectors" TEXT,
    "recused" TEXT,
    "recuse_reason" TEXT,
    "by_grade" INTEGER NOT NULL,
    "exclude_recent" INTEGER NOT NULL,
    "count" INTEGER,
    "inspectors" INTEGER NOT NULL,
    "seed" TEXT,
    "witness" TEXT,
    "recorder" TEXT,
    "status" TEXT NOT NULL,
    "drawn" TEXT,
    "drawn_inspectors" TEXT,
    "snapshot" TEXT,
    "pool_hash" TEXT,
    "algorithm" TEXT,
    "verified_on" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "random_draws_key0" ON "random_draws"("no");
CREATE INDEX "random_draws_date" ON "random_draws"("date");
CREATE TABLE "special_campaigns" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "group" TEXT,
    "field" TEXT NOT NULL,
    "lead_org" INTEGER REFERENCES "org_units"(id),
    "assist" TEXT,
    "start" TEXT,
    "end" TEXT,
    "policy_doc" INTEGER REFERENCES "policy_docs"(id),
    "basis_doc" TEXT,
    "plan_text" TEXT,
    "plan_file" TEXT,
    "stage" TEXT NOT NULL,
    "targets_enterprise_count" INTEGER,
    "checked_count" INTEGER,
    "checked_rate" REAL,
    "found" INTEGER,
    "fixed_count" INTEGER,
    "fixed_rate" REAL,
    "summary" TEXT,
    "closed_at" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "special_campaigns_key0" ON "special_campaigns"("name", "year");
CREATE INDEX "special_campaigns_lead_org" ON "special_campaigns"("lead_org");
CREATE INDEX "special_campaigns_policy_doc" ON "special_campaigns"("policy_doc");
CREATE INDEX "special_campaigns_end" ON "special_campaigns"("end");
CREATE INDEX "special_campaigns_year" ON "special_campaigns"("year");
CREATE TABLE "campaign_targets" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "campaign" INTEGER NOT NULL REFERENCES "special_campaigns"(id) ON DELETE CASCADE,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "checked_at" TEXT,
    "found" INTEGER,
    "major" INTEGER,
    "fixed" INTEGER,
    "penalty" TEXT,
    "note" TEXT
);
CREATE UNIQUE INDEX "campaign_targets_key0" ON "campaign_targets"("campaign", "enterprise");
CREATE INDEX "campaign_targets_enterprise" ON "campaign_targets"("enterprise");
CREATE TABLE "campaign_progresses" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "campaign" INTEGER NOT NULL REFERENCES "special_campaigns"(id) ON DELETE CASCADE,
    "period" TEXT NOT NULL,
    "period_end" TEXT,
    "org" INTEGER REFERENCES "org_units"(id),
    "checked_enterprises" INTEGER,
    "person_times" INTEGER,
    "found" INTEGER,
    "major_found" INTEGER,
    "fixed" INTEGER,
    "rate" REAL,
    "penalties" INTEGER,
    "amount" INTEGER,
    "stop_production" INTEGER,
    "seized" INTEGER,
    "closed" INTEGER,
    "exposed" INTEGER,
    "interviews" INTEGER,
    "typical_case" TEXT,
    "problem" TEXT,
    "next" TEXT
);
CREATE UNIQUE INDEX "campaign_progresses_key0" ON "campaign_progresses"("campaign", "period", "org");
CREATE INDEX "campaign_progresses_org" ON "campaign_progresses"("org");
CREATE INDEX "campaign_progresses_period_end" ON "campaign_progresses"("period_end");
CREATE TABLE "campaign_analyses" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "campaign" INTEGER REFERENCES "special_campaigns"(id),
    "date" TEXT,
    "period" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "category" TEXT,
    "recent" INTEGER,
    "earlier" INTEGER,
    "growth" REAL,
    "trend" TEXT,
    "risk_level" TEXT,
    "typical" TEXT,
    "measures" TEXT,
    "early_warning" INTEGER NOT NULL,
    "warning_proposed" INTEGER NOT NULL,
    "publisher" TEXT,
    "published_at" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "campaign_analyses_key0" ON "campaign_analyses"("period", "field", "category");
CREATE INDEX "campaign_analyses_campaign" ON "campaign_analyses"("campaign");
CREATE INDEX "campaign_analyses_date" ON "campaign_analyses"("date");
CREATE TABLE "enforce_chains" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "inspection" INTEGER NOT NULL REFERENCES "inspections"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "village" INTEGER REFERENCES "villages"(id),
    "checked_on" TEXT,
    "stage" TEXT NOT NULL,
    "found_count" INTEGER,
    "see_problems" INTEGER,
    "see_order" INTEGER,
    "see_sign" INTEGER,
    "see_result" INTEGER,
    "see_recheck" INTEGER,
    "see_score" REAL,
    "missing" TEXT,
    "skip_reason" TEXT,
    "close_reason" TEXT,
    "closed_at" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "enforce_chains_key0" ON "enforce_chains"("no");
CREATE UNIQUE INDEX "enforce_chains_key1" ON "enforce_chains"("inspection");
CREATE INDEX "enforce_chains_enterprise" ON "enforce_chains"("enterprise");
CREATE INDEX "enforce_chains_village" ON "enforce_chains"("village");
CREATE INDEX "enforce_chains_checked_on" ON "enforce_chains"("checked_on");
CREATE TABLE "documents" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "title" TEXT,
    "kind" TEXT NOT NULL,
    "doc_no" TEXT,
    "year" INTEGER,
    "seq" INTEGER,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "party" TEXT,
    "to_organ" TEXT,
    "inspection" INTEGER REFERENCES "inspections"(id),
    "chain" INTEGER REFERENCES "enforce_chains"(id),
    "penalty_case" INTEGER REFERENCES "penalty_cases"(id),
    "supervise_case" INTEGER REFERENCES "supervise_cases"(id),
    "interview" INTEGER REFERENCES "interviews"(id),
    "scheme" INTEGER REFERENCES "check_schemes"(id),
    "report_case" INTEGER REFERENCES "report_cases"(id),
    "measure" INTEGER REFERENCES "enforce_measures"(id),
    "about" INTEGER REFERENCES "documents"(id),
    "hidden_dangers" TEXT,
    "issue_date" TEXT,
    "content" TEXT,
    "decision" TEXT,
    "basis" TEXT,
    "deadline" TEXT,
    "conclusion" TEXT,
    "officers" TEXT,
    "approver" TEXT,
    "copies" INTEGER,
    "status" TEXT NOT NULL,
    "sign_status" TEXT NOT NULL,
    "signer" TEXT,
    "signed_at" TEXT,
    "refuse_note" TEXT,
    "witness" TEXT,
    "scan" TEXT,
    "kept_at" TEXT,
    "serve_way" TEXT,
    "served_at" TEXT,
    "serve_due" TEXT,
    "receiver" TEXT,
    "server" TEXT,
    "filed_at" TEXT,
    "void_reason" TEXT,
    "seal" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "documents_key0" ON "documents"("doc_no");
CREATE UNIQUE INDEX "documents_key1" ON "documents"("kind", "year", "seq");
CREATE INDEX "documents_enterprise" ON "documents"("enterprise");
CREATE INDEX "documents_inspection" ON "documents"("inspection");
CREATE INDEX "documents_chain" ON "documents"("chain");
CREATE INDEX "documents_penalty_case" ON "documents"("penalty_case");
CREATE INDEX "documents_supervise_case" ON "documents"("supervise_case");
CREATE INDEX "documents_interview" ON "documents"("interview");
CREATE INDEX "documents_scheme" ON "documents"("scheme");
CREATE INDEX "documents_report_case" ON "documents"("report_case");
CREATE INDEX "documents_measure" ON "documents"("measure");
CREATE INDEX "documents_about" ON "documents"("about");
CREATE INDEX "documents_serve_due" ON "documents"("serve_due");
CREATE INDEX "documents_issue_date" ON "documents"("issue_date");
CREATE TABLE "enforce_measures" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "chain" INTEGER REFERENCES "enforce_chains"(id),
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "type" TEXT NOT NULL,
    "target" TEXT,
    "organ" TEXT NOT NULL,
    "doc" INTEGER REFERENCES "documents"(id),
    "doc_no" TEXT,
    "basis" TEXT,
    "decided_by" TEXT,
    "start_at" TEXT,
    "notify_at" TEXT,
    "cut_at" TEXT,
    "urgent" INTEGER NOT NULL,
    "decided" INTEGER NOT NULL,
    "disobeyed" INTEGER NOT NULL,
    "real_danger" INTEGER NOT NULL,
    "head_approved" INTEGER NOT NULL,
    "kept_safe" INTEGER NOT NULL,
    "in_writing" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "end_plan" TEXT,
    "extended_to" TEXT,
    "extend_reason" TEXT,
    "due_on" TEXT,
    "end_at" TEXT,
    "lifted_by" TEXT,
    "lift_reason" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE INDEX "enforce_measures_chain" ON "enforce_measures"("chain");
CREATE INDEX "enforce_measures_enterprise" ON "enforce_measures"("enterprise");
CREATE INDEX "enforce_measures_doc" ON "enforce_measures"("doc");
CREATE INDEX "enforce_measures_due_on" ON "enforce_measures"("due_on");
CREATE INDEX "enforce_measures_start_at" ON "enforce_measures"("start_at");
CREATE TABLE "penalty_cases" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "chain" INTEGER REFERENCES "enforce_chains"(id),
    "organ" TEXT NOT NULL,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "subject" TEXT NOT NULL,
    "person" TEXT,
    "procedure" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "law_ref" TEXT,
    "law_ref_penalty" TEXT,
    "is_major" INTEGER NOT NULL,
    "accident" INTEGER REFERENCES "accidents"(id),
    "hidden_danger" INTEGER REFERENCES "hidden_dangers"(id),
    "filing_date" TEXT,
    "investigators" TEXT,
    "decide_due" TEXT,
    "notice_date" TEXT,
    "hearing" INTEGER NOT NULL,
    "hearing_apply_due" TEXT,
    "hearing_date" TEXT,
    "hearing_note" TEXT,
    "decision_no" TEXT,
    "decision_date" TEXT,
    "type" TEXT,
    "amount" INTEGER,
    "serve_due" TEXT,
    "serve_date" TEXT,
    "pay_due" TEXT,
    "pay_date" TEXT,
    "daily_from" TEXT,
    "publicity_due" TEXT,
    "publicized_at" TEXT,
    "repeat_note" TEXT,
    "status" TEXT NOT NULL,
    "close_date" TEXT,
    "drop_reason" TEXT,
    "docs" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "penalty_cases_key0" ON "penalty_cases"("no");
CREATE UNIQUE INDEX "penalty_cases_key1" ON "penalty_cases"("decision_no");
CREATE INDEX "penalty_cases_chain" ON "penalty_cases"("chain");
CREATE INDEX "penalty_cases_enterprise" ON "penalty_cases"("enterprise");
CREATE INDEX "penalty_cases_accident" ON "penalty_cases"("accident");
CREATE INDEX "penalty_cases_hidden_danger" ON "penalty_cases"("hidden_danger");
CREATE INDEX "penalty_cases_decide_due" ON "penalty_cases"("decide_due");
CREATE INDEX "penalty_cases_serve_due" ON "penalty_cases"("serve_due");
CREATE INDEX "penalty_cases_publicity_due" ON "penalty_cases"("publicity_due");
CREATE INDEX "penalty_cases_pay_due" ON "penalty_cases"("pay_due");
CREATE INDEX "penalty_cases_filing_date" ON "penalty_cases"("filing_date");
CREATE TABLE "case_reviews" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "penalty" INTEGER NOT NULL REFERENCES "penalty_cases"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "date" TEXT,
    "reviewer" TEXT NOT NULL,
    "opinion" TEXT,
    "detail" TEXT,
    "is_major" INTEGER NOT NULL,
    "collective_discussion" INTEGER NOT NULL,
    "discussion_date" TEXT,
    "members" TEXT,
    "discussion_result" TEXT,
    "docs" TEXT
);
CREATE UNIQUE INDEX "case_reviews_key0" ON "case_reviews"("penalty", "seq");
CREATE INDEX "case_reviews_date" ON "case_reviews"("date");
CREATE TABLE "report_cases" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "channel" TEXT NOT NULL,
    "received_at" TEXT NOT NULL,
    "anonymous" INTEGER NOT NULL,
    "reporter_name" TEXT,
    "reporter_phone" TEXT,
    "is_employee" INTEGER NOT NULL,
    "confidential" INTEGER NOT NULL,
    "object_enterprise" INTEGER REFERENCES "enterprises"(id),
    "object_text" TEXT,
    "content" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "evidence" TEXT,
    "assigned_to" INTEGER REFERENCES "staff"(id),
    "accept_at" TEXT,
    "accept_note" TEXT,
    "handed_to" TEXT,
    "extended" INTEGER NOT NULL,
    "extend_approver" TEXT,
    "verify_due" TEXT,
    "verified_at" TEXT,
    "verify_result" TEXT,
    "verify_text" TEXT,
    "inspection" INTEGER REFERENCES "inspections"(id),
    "handle" TEXT,
    "hidden_danger" INTEGER REFERENCES "hidden_dangers"(id),
    "penalty_case" INTEGER REFERENCES "penalty_cases"(id),
    "reply_at" TEXT,
    "reply_way" TEXT,
    "concealed_deaths" INTEGER,
    "concealed_grade" TEXT,
    "fine" INTEGER,
    "reward_calc" INTEGER,
    "reward_amount" INTEGER,
    "reward_paid_at" TEXT,
    "status" TEXT NOT NULL,
    "closed_at" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "report_cases_key0" ON "report_cases"("no");
CREATE INDEX "report_cases_object_enterprise" ON "report_cases"("object_enterprise");
CREATE INDEX "report_cases_assigned_to" ON "report_cases"("assigned_to");
CREATE INDEX "report_cases_inspection" ON "report_cases"("inspection");
CREATE INDEX "report_cases_hidden_danger" ON "report_cases"("hidden_danger");
CREATE INDEX "report_cases_penalty_case" ON "report_cases"("penalty_case");
CREATE INDEX "report_cases_verify_due" ON "report_cases"("verify_due");
CREATE INDEX "report_cases_received_at" ON "report_cases"("received_at");
CREATE TABLE "doc_archives" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "case_no" TEXT,
    "volume" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "penalty_case" INTEGER REFERENCES "penalty_cases"(id),
    "chain" INTEGER REFERENCES "enforce_chains"(id),
    "closed_on" TEXT,
    "due_on" TEXT,
    "archived_at" TEXT,
    "archivist" TEXT,
    "pages" INTEGER,
    "place" TEXT,
    "keep_years" INTEGER,
    "scan" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "doc_archives_key0" ON "doc_archives"("case_no", "volume");
CREATE INDEX "doc_archives_penalty_case" ON "doc_archives"("penalty_case");
CREATE INDEX "doc_archives_chain" ON "doc_archives"("chain");
CREATE INDEX "doc_archives_due_on" ON "doc_archives"("due_on");
CREATE TABLE "archive_papers" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "archive" INTEGER NOT NULL REFERENCES "doc_archives"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "name" TEXT NOT NULL,
    "doc_no" TEXT,
    "document" INTEGER REFERENCES "documents"(id),
    "day" TEXT,
    "page_no" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "archive_papers_key0" ON "archive_papers"("archive", "seq");
CREATE INDEX "archive_papers_document" ON "archive_papers"("document");
CREATE TABLE "law_publicities" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "penalty_case" INTEGER REFERENCES "penalty_cases"(id),
    "decided_on" TEXT,
    "is_penalty" INTEGER NOT NULL,
    "due" TEXT,
    "date" TEXT,
    "channel" TEXT,
    "url" TEXT,
    "done" INTEGER NOT NULL,
    "proof" TEXT,
    "remark" TEXT
);
CREATE INDEX "law_publicities_penalty_case" ON "law_publicities"("penalty_case");
CREATE INDEX "law_publicities_due" ON "law_publicities"("due");
CREATE TABLE "process_records" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "chain" INTEGER REFERENCES "enforce_chains"(id),
    "penalty_case" INTEGER REFERENCES "penalty_cases"(id),
    "title" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "end" TEXT,
    "device" TEXT,
    "recorder" TEXT,
    "file" TEXT,
    "hash" TEXT,
    "place" TEXT,
    "keep_until" TEXT,
    "remark" TEXT
);
CREATE INDEX "process_records_chain" ON "process_records"("chain");
CREATE INDEX "process_records_penalty_case" ON "process_records"("penalty_case");
CREATE INDEX "process_records_keep_until" ON "process_records"("keep_until");
CREATE INDEX "process_records_start" ON "process_records"("start");
CREATE TABLE "resp_systems" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "doc_version" TEXT,
    "issue_date" TEXT,
    "covers_all" INTEGER NOT NULL,
    "publicity_place" TEXT,
    "publicity_photo" TEXT,
    "publicity_from" TEXT,
    "publicity_to" TEXT,
    "should_sign_count" INTEGER,
    "signed_count" INTEGER,
    "unsigned" INTEGER,
    "post_total" INTEGER,
    "training_date" TEXT,
    "assess_freq" TEXT,
    "last_assess_date" TEXT,
    "check_date" TEXT,
    "check_result" TEXT,
    "check_opinion" TEXT,
    "next_check" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "resp_systems_key0" ON "resp_systems"("enterprise");
CREATE INDEX "resp_systems_next_check" ON "resp_systems"("next_check");
CREATE TABLE "post_duties" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "dept" TEXT,
    "post_name" TEXT NOT NULL,
    "post_level" TEXT NOT NULL,
    "person" TEXT,
    "duty_scope" TEXT,
    "duty_items" TEXT,
    "assess_standard" TEXT,
    "assess_cycle" TEXT,
    "risk_points" TEXT,
    "signed_date" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "post_duties_key0" ON "post_duties"("enterprise", "post_name", "person");
CREATE TABLE "ent_standards" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "name" TEXT NOT NULL,
    "no" TEXT,
    "kind" TEXT NOT NULL,
    "version" TEXT,
    "approve_date" TEXT,
    "approver" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "ent_standards_key0" ON "ent_standards"("enterprise", "name", "version");
CREATE TABLE "standardizations" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "level" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "industry_std" TEXT,
    "status" TEXT NOT NULL,
    "self_score" REAL,
    "self_date" TEXT,
    "apply_date" TEXT,
    "review_org" TEXT,
    "review_score" REAL,
    "review_date" TEXT,
    "publicity_from" TEXT,
    "publicity_to" TEXT,
    "cert_no" TEXT,
    "issue_date" TEXT,
    "valid_to" TEXT,
    "certificate" TEXT,
    "self_due" TEXT,
    "is_model" INTEGER NOT NULL,
    "model_date" TEXT,
    "model_visits" INTEGER,
    "withdraw_date" TEXT,
    "withdraw_reason" TEXT,
    "withdraw_note" TEXT,
    "previous" INTEGER REFERENCES "standardizations"(id),
    "remark" TEXT
);
CREATE UNIQUE INDEX "standardizations_key0" ON "standardizations"("cert_no");
CREATE INDEX "standardizations_enterprise" ON "standardizations"("enterprise");
CREATE INDEX "standardizations_previous" ON "standardizations"("previous");
CREATE INDEX "standardizations_valid_to" ON "standardizations"("valid_to");
CREATE INDEX "standardizations_self_due" ON "standardizations"("self_due");
CREATE TABLE "std_annual_selfs" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "std" INTEGER NOT NULL REFERENCES "standardizations"(id) ON DELETE CASCADE,
    "year" INTEGER NOT NULL,
    "score" REAL,
    "date" TEXT NOT NULL,
    "publicized" INTEGER NOT NULL,
    "report" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "std_annual_selfs_key0" ON "std_annual_selfs"("std", "year");
CREATE INDEX "std_annual_selfs_year" ON "std_annual_selfs"("year");
CREATE TABLE "std_audits" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "std" INTEGER NOT NULL REFERENCES "standardizations"(id),
    "audit_date" TEXT NOT NULL,
    "team" TEXT,
    "mgmt_score" REAL,
    "conduct_score" REAL,
    "equipment_score" REAL,
    "setting_score" REAL,
    "score" REAL,
    "grade" TEXT,
    "problems" TEXT,
    "conclusion" TEXT,
    "deadline" TEXT,
    "carried_out" TEXT,
    "recheck" TEXT,
    "recheck_result" TEXT,
    "proposed" INTEGER NOT NULL,
    "report" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "std_audits_key0" ON "std_audits"("std", "audit_date");
CREATE INDEX "std_audits_deadline" ON "std_audits"("deadline");
CREATE INDEX "std_audits_audit_date" ON "std_audits"("audit_date");
CREATE TABLE "benchmarks" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "std" INTEGER REFERENCES "std_rules"(id),
    "date" TEXT NOT NULL,
    "item_total" INTEGER,
    "item_ok" INTEGER,
    "item_ng" INTEGER,
    "item_na" INTEGER,
    "rate" REAL,
    "reporter" TEXT,
    "dangers" TEXT,
    "has_system" INTEGER,
    "has_risk_list" INTEGER,
    "has_map" INTEGER,
    "has_board" INTEGER,
    "has_cards" INTEGER,
    "has_danger_list" INTEGER,
    "has_records" INTEGER,
    "has_review" INTEGER,
    "built_pct" REAL,
    "built" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "benchmarks_key0" ON "benchmarks"("enterprise", "std", "date");
CREATE INDEX "benchmarks_std" ON "benchmarks"("std");
CREATE INDEX "benchmarks_date" ON "benchmarks"("date");
CREATE TABLE "mutual_groups" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "leader_enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "industry" TEXT,
    "village" INTEGER REFERENCES "villages"(id),
    "members" TEXT,
    "established" TEXT,
    "mentor" INTEGER REFERENCES "staff"(id),
    "rules" TEXT,
    "last_self" TEXT,
    "last_check" TEXT,
    "last_compare" TEXT,
    "next_self" TEXT,
    "next_check" TEXT,
    "next_compare" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "mutual_groups_key0" ON "mutual_groups"("name");
CREATE INDEX "mutual_groups_leader_enterprise" ON "mutual_groups"("leader_enterprise");
CREATE INDEX "mutual_groups_village" ON "mutual_groups"("village");
CREATE INDEX "mutual_groups_mentor" ON "mutual_groups"("mentor");
CREATE INDEX "mutual_groups_next_check" ON "mutual_groups"("next_check");
CREATE INDEX "mutual_groups_next_compare" ON "mutual_groups"("next_compare");
CREATE TABLE "mutual_activities" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "group" INTEGER NOT NULL REFERENCES "mutual_groups"(id),
    "kind" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "host" INTEGER REFERENCES "enterprises"(id),
    "participants" TEXT,
    "checked_enterprise" INTEGER REFERENCES "enterprises"(id),
    "found_count" INTEGER,
    "problem" TEXT,
    "noted" INTEGER NOT NULL,
    "rectified_rate" REAL,
    "checked_rate" REAL,
    "shared_score" REAL,
    "score" REAL,
    "summary" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "mutual_activities_key0" ON "mutual_activities"("code");
CREATE INDEX "mutual_activities_group" ON "mutual_activities"("group");
CREATE INDEX "mutual_activities_host" ON "mutual_activities"("host");
CREATE INDEX "mutual_activities_checked_enterprise" ON "mutual_activities"("checked_enterprise");
CREATE INDEX "mutual_activities_date" ON "mutual_activities"("date");
CREATE TABLE "service_orgs" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "uscc" TEXT,
    "kind" TEXT,
    "qualification_no" TEXT,
    "scope" TEXT,
    "valid_to" TEXT,
    "contact" TEXT,
    "phone" TEXT,
    "filing_date" TEXT,
    "blacklist_flag" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "service_orgs_key0" ON "service_orgs"("uscc");
CREATE UNIQUE INDEX "service_orgs_key1" ON "service_orgs"("name");
CREATE INDEX "service_orgs_valid_to" ON "service_orgs"("valid_to");
CREATE TABLE "service_contracts" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "org" INTEGER NOT NULL REFERENCES "service_orgs"(id),
    "kind" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "end" TEXT NOT NULL,
    "fee" INTEGER,
    "content" TEXT,
    "frequency" INTEGER,
    "visits_done" INTEGER NOT NULL,
    "done_rate" REAL,
    "renewed" INTEGER NOT NULL,
    "evaluation" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "service_contracts_key0" ON "service_contracts"("code");
CREATE INDEX "service_contracts_enterprise" ON "service_contracts"("enterprise");
CREATE INDEX "service_contracts_org" ON "service_contracts"("org");
CREATE INDEX "service_contracts_end" ON "service_contracts"("end");
CREATE TABLE "service_visits" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "contract" INTEGER NOT NULL REFERENCES "service_contracts"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "date" TEXT NOT NULL,
    "expert" TEXT,
    "found" INTEGER,
    "report" TEXT,
    "report_file" TEXT
);
CREATE INDEX "service_visits_contract" ON "service_visits"("contract");
CREATE INDEX "service_visits_date" ON "service_visits"("date");
CREATE TABLE "experts" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "field" TEXT,
    "title" TEXT,
    "unit" TEXT,
    "phone" TEXT,
    "cert" TEXT,
    "cert_class" TEXT,
    "level" TEXT,
    "fee" INTEGER,
    "availability" TEXT NOT NULL,
    "evaluation" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "experts_key0" ON "experts"("name", "phone");
CREATE TABLE "expert_helps" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "expert" INTEGER NOT NULL REFERENCES "experts"(id),
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "date" TEXT NOT NULL,
    "visits" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,
    "problem" TEXT,
    "noted" INTEGER NOT NULL,
    "suggestion" TEXT,
    "fixed" INTEGER,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "expert_helps_key0" ON "expert_helps"("code");
CREATE INDEX "expert_helps_expert" ON "expert_helps"("expert");
CREATE INDEX "expert_helps_enterprise" ON "expert_helps"("enterprise");
CREATE INDEX "expert_helps_date" ON "expert_helps"("date");
CREATE TABLE "liability_insurances" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "policy_no" TEXT NOT NULL,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "insurer" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "end" TEXT NOT NULL,
    "persons" INTEGER,
    "premium" INTEGER,
    "coverage_death" INTEGER,
    "gap" TEXT,
    "prevention_times" INTEGER,
    "prevention" TEXT,
    "renewed" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "void_reason" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "liability_insurances_key0" ON "liability_insurances"("policy_no");
CREATE INDEX "liability_insurances_enterprise" ON "liability_insurances"("enterprise");
CREATE INDEX "liability_insurances_end" ON "liability_insurances"("end");
CREATE TABLE "insurance_claims" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "policy" INTEGER NOT NULL REFERENCES "liability_insurances"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "date" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "injured" INTEGER,
    "claimed" INTEGER,
    "paid" INTEGER,
    "paid_on" TEXT,
    "remark" TEXT
);
CREATE INDEX "insurance_claims_policy" ON "insurance_claims"("policy");
CREATE INDEX "insurance_claims_date" ON "insurance_claims"("date");
CREATE TABLE "blacklists" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "subject_type" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "person" TEXT,
    "id_card" TEXT,
    "org" INTEGER REFERENCES "service_orgs"(id),
    "subject" TEXT,
    "reason_code" TEXT NOT NULL,
    "reason" TEXT,
    "basis" TEXT,
    "decision_no" TEXT,
    "notice_date" TEXT,
    "answer_due" TEXT,
    "statement" TEXT,
    "decision_date" TEXT,
    "listed_date" TEXT,
    "publish_url" TEXT,
    "publish_from" TEXT,
    "period_months" INTEGER,
    "expire_date" TEXT,
    "early_remove_from" TEXT,
    "restrictions" TEXT NOT NULL,
    "obligations_met" INTEGER NOT NULL,
    "removal_apply_date" TEXT,
    "removal_decision" TEXT,
    "removed_date" TEXT,
    "removed_type" TEXT,
    "restored_date" TEXT,
    "state" TEXT NOT NULL,
    "remark" TEXT
);
CREATE INDEX "blacklists_enterprise" ON "blacklists"("enterprise");
CREATE INDEX "blacklists_org" ON "blacklists"("org");
CREATE INDEX "blacklists_expire_date" ON "blacklists"("expire_date");
CREATE INDEX "blacklists_early_remove_from" ON "blacklists"("early_remove_from");
CREATE INDEX "blacklists_listed_date" ON "blacklists"("listed_date");
CREATE TABLE "bans" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "person" TEXT NOT NULL,
    "id_card" TEXT,
    "kind" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "reason" TEXT,
    "basis" TEXT NOT NULL,
    "decided_by" TEXT,
    "banned_from" TEXT NOT NULL,
    "banned_to" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "bans_key0" ON "bans"("id_card");
CREATE INDEX "bans_enterprise" ON "bans"("enterprise");
CREATE INDEX "bans_banned_to" ON "bans"("banned_to");
CREATE INDEX "bans_banned_from" ON "bans"("banned_from");
CREATE TABLE "public_notices" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "kind" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "content" TEXT NOT NULL,
    "decided_on" TEXT,
    "due" TEXT,
    "published_at" TEXT,
    "channel" TEXT,
    "url" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "public_notices_key0" ON "public_notices"("code");
CREATE INDEX "public_notices_enterprise" ON "public_notices"("enterprise");
CREATE INDEX "public_notices_due" ON "public_notices"("due");
CREATE TABLE "violations" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "org" INTEGER NOT NULL REFERENCES "service_orgs"(id),
    "behavior" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "source" TEXT,
    "evidence" TEXT,
    "evidence_file" TEXT,
    "handle" TEXT,
    "result" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "violations_key0" ON "violations"("code");
CREATE INDEX "violations_org" ON "violations"("org");
CREATE INDEX "violations_date" ON "violations"("date");
CREATE TABLE "evaluation_publics" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "report_name" TEXT NOT NULL,
    "org" INTEGER NOT NULL REFERENCES "service_orgs"(id),
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "kind" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "url" TEXT,
    "public_date" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "evaluation_publics_key0" ON "evaluation_publics"("org", "report_name");
CREATE INDEX "evaluation_publics_enterprise" ON "evaluation_publics"("enterprise");
CREATE INDEX "evaluation_publics_date" ON "evaluation_publics"("date");
CREATE TABLE "duty_lists" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "org" INTEGER REFERENCES "org_units"(id),
    "person" INTEGER REFERENCES "staff"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "subject_type" TEXT,
    "year" INTEGER NOT NULL,
    "seq" INTEGER,
    "duty_text" TEXT NOT NULL,
    "frequency" TEXT NOT NULL,
    "basis" TEXT,
    "check_method" TEXT,
    "score_weight" REAL,
    "owed" INTEGER,
    "done" INTEGER,
    "remark" TEXT
);
CREATE UNIQUE INDEX "duty_lists_key0" ON "duty_lists"("year", "org", "seq");
CREATE UNIQUE INDEX "duty_lists_key1" ON "duty_lists"("year", "person", "seq");
CREATE UNIQUE INDEX "duty_lists_key2" ON "duty_lists"("year", "enterprise", "seq");
CREATE INDEX "duty_lists_org" ON "duty_lists"("org");
CREATE INDEX "duty_lists_person" ON "duty_lists"("person");
CREATE INDEX "duty_lists_enterprise" ON "duty_lists"("enterprise");
CREATE TABLE "duty_occurrences" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "duty" INTEGER NOT NULL REFERENCES "duty_lists"(id) ON DELETE CASCADE,
    "period_key" TEXT NOT NULL,
    "due_date" TEXT NOT NULL,
    "done_at" TEXT,
    "evidence" TEXT,
    "checker" TEXT,
    "result" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "duty_occurrences_key0" ON "duty_occurrences"("duty", "period_key");
CREATE INDEX "duty_occurrences_due_date" ON "duty_occurrences"("due_date");
CREATE TABLE "leader_duties" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "title" TEXT,
    "leader" INTEGER NOT NULL REFERENCES "staff"(id),
    "year" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "duty_fields" TEXT,
    "duty_items" TEXT,
    "has_officer" INTEGER,
    "has_archive" INTEGER,
    "breakthrough" TEXT,
    "counts" TEXT,
    "done" INTEGER,
    "last_on" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "leader_duties_key0" ON "leader_duties"("leader", "year");
CREATE INDEX "leader_duties_year" ON "leader_duties"("year");
CREATE TABLE "duty_records" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "leader" INTEGER NOT NULL REFERENCES "staff"(id),
    "date" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "place" TEXT,
    "enterprises" TEXT,
    "villages" TEXT,
    "found_count" INTEGER,
    "followups" TEXT,
    "inspection" INTEGER REFERENCES "inspections"(id),
    "meeting" INTEGER REFERENCES "meetings"(id),
    "photo" TEXT,
    "card" INTEGER REFERENCES "leader_duties"(id),
    "remark" TEXT
);
CREATE INDEX "duty_records_leader" ON "duty_records"("leader");
CREATE INDEX "duty_records_inspection" ON "duty_records"("inspection");
CREATE INDEX "duty_records_meeting" ON "duty_records"("meeting");
CREATE INDEX "duty_records_card" ON "duty_records"("card");
CREATE INDEX "duty_records_date" ON "duty_records"("date");
CREATE TABLE "dept_duties" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "org" INTEGER NOT NULL REFERENCES "org_units"(id),
    "year" INTEGER NOT NULL,
    "duty_class" TEXT NOT NULL,
    "field" TEXT,
    "duty_text" TEXT NOT NULL,
    "basis" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "dept_duties_key0" ON "dept_duties"("org", "year", "field");
CREATE TABLE "meetings" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "kind" TEXT NOT NULL,
    "year" INTEGER,
    "date" TEXT NOT NULL,
    "place" TEXT,
    "host" INTEGER REFERENCES "staff"(id),
    "attendees" TEXT,
    "attendee_orgs" TEXT,
    "absent" TEXT,
    "topics" TEXT,
    "decision_count" INTEGER,
    "left_count" INTEGER,
    "minutes" TEXT,
    "sign_in" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "meetings_key0" ON "meetings"("kind", "no", "year");
CREATE INDEX "meetings_host" ON "meetings"("host");
CREATE INDEX "meetings_date" ON "meetings"("date");
CREATE TABLE "meeting_decisions" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "meeting" INTEGER NOT NULL REFERENCES "meetings"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "text" TEXT NOT NULL,
    "owner" INTEGER REFERENCES "org_units"(id),
    "due_date" TEXT,
    "status" TEXT NOT NULL,
    "finish_date" TEXT,
    "result" TEXT,
    "end_reason" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "meeting_decisions_key0" ON "meeting_decisions"("meeting", "seq");
CREATE INDEX "meeting_decisions_owner" ON "meeting_decisions"("owner");
CREATE INDEX "meeting_decisions_due_date" ON "meeting_decisions"("due_date");
CREATE TABLE "issue_lists" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "source" TEXT NOT NULL,
    "found_on" TEXT,
    "problem" TEXT NOT NULL,
    "owner" INTEGER REFERENCES "org_units"(id),
    "responsible_leader" INTEGER REFERENCES "staff"(id),
    "measure" TEXT,
    "due_date" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "finish_date" TEXT,
    "result" TEXT,
    "evidence" TEXT,
    "verify" TEXT,
    "end_reason" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "issue_lists_key0" ON "issue_lists"("no");
CREATE INDEX "issue_lists_owner" ON "issue_lists"("owner");
CREATE INDEX "issue_lists_responsible_leader" ON "issue_lists"("responsible_leader");
CREATE INDEX "issue_lists_due_date" ON "issue_lists"("due_date");
CREATE TABLE "five_haves" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "year" INTEGER NOT NULL,
    "org" INTEGER NOT NULL REFERENCES "org_units"(id),
    "item" TEXT NOT NULL,
    "score" INTEGER,
    "evidence" TEXT,
    "evidence_doc" INTEGER REFERENCES "policy_docs"(id),
    "evidence_letter" INTEGER REFERENCES "goal_letters"(id),
    "attachment" TEXT,
    "checked_on" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "five_haves_key0" ON "five_haves"("year", "org", "item");
CREATE INDEX "five_haves_org" ON "five_haves"("org");
CREATE INDEX "five_haves_evidence_doc" ON "five_haves"("evidence_doc");
CREATE INDEX "five_haves_evidence_letter" ON "five_haves"("evidence_letter");
CREATE TABLE "five_qs" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "year" INTEGER NOT NULL,
    "side" TEXT,
    "item" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "weight" REAL NOT NULL,
    "value" REAL,
    "unit" TEXT,
    "score" REAL,
    "says" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "five_qs_key0" ON "five_qs"("year", "item", "metric");
CREATE TABLE "accidents" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "name" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "unit_text" TEXT,
    "is_near_miss" INTEGER NOT NULL,
    "is_production" INTEGER NOT NULL,
    "occurred_at" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "village" INTEGER REFERENCES "villages"(id),
    "industry" TEXT,
    "accident_type_std" TEXT,
    "accident_type" TEXT,
    "accident_type_new" TEXT,
    "desc" TEXT,
    "deaths" INTEGER NOT NULL,
    "serious" INTEGER NOT NULL,
    "poisoning" INTEGER NOT NULL,
    "minor" INTEGER NOT NULL,
    "missing" INTEGER NOT NULL,
    "direct_loss" INTEGER,
    "loss_medical" INTEGER,
    "loss_funeral" INTEGER,
    "loss_relief" INTEGER,
    "loss_wages" INTEGER,
    "loss_affairs" INTEGER,
    "loss_rescue" INTEGER,
    "loss_clearing" INTEGER,
    "loss_damages" INTEGER,
    "loss_fines" INTEGER,
    "loss_fixed" INTEGER,
    "loss_stock" INTEGER,
    "grade" TEXT,
    "lost_days" INTEGER,
    "liability" TEXT NOT NULL,
    "is_unreported" INTEGER NOT NULL,
    "reported_at" TEXT,
    "report_channel" TEXT,
    "initial_report_at" TEXT,
    "scene_note" TEXT,
    "taken_measures" TEXT,
    "other_facts" TEXT,
    "count_until" TEXT,
    "team" TEXT,
    "invest_start" TEXT,
    "invest_due" TEXT,
    "extended_due" TEXT,
    "cause_direct" TEXT,
    "cause_indirect" TEXT,
    "cause_mgmt" TEXT,
    "report_submitted" TEXT,
    "approve_due" TEXT,
    "approved_at" TEXT,
    "approved_by" TEXT,
    "cause_found" INTEGER NOT NULL,
    "punished" INTEGER NOT NULL,
    "measures_done" INTEGER NOT NULL,
    "educated" INTEGER NOT NULL,
    "educated_note" TEXT,
    "double_check_ent" TEXT,
    "double_check_gov" TEXT,
    "missing_liabilities" TEXT,
    "eval_due" TEXT,
    "eval_date" TEXT,
    "eval_result" TEXT,
    "eval_public_at" TEXT,
    "status" TEXT NOT NULL,
    "closed_at" TEXT,
    "docs" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "accidents_key0" ON "accidents"("no");
CREATE INDEX "accidents_enterprise" ON "accidents"("enterprise");
CREATE INDEX "accidents_village" ON "accidents"("village");
CREATE INDEX "accidents_invest_due" ON "accidents"("invest_due");
CREATE INDEX "accidents_approve_due" ON "accidents"("approve_due");
CREATE INDEX "accidents_eval_due" ON "accidents"("eval_due");
CREATE INDEX "accidents_count_until" ON "accidents"("count_until");
CREATE INDEX "accidents_occurred_at" ON "accidents"("occurred_at");
CREATE TABLE "casualties" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "accident" INTEGER NOT NULL REFERENCES "accidents"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "name" TEXT NOT NULL,
    "gender" TEXT,
    "age" INTEGER,
    "id_card" TEXT,
    "post" TEXT,
    "injury" TEXT NOT NULL,
    "poisoned" INTEGER NOT NULL,
    "body_part" TEXT,
    "nature" TEXT,
    "changed_on" TEXT,
    "days_lost" INTEGER,
    "compensation" INTEGER,
    "training" INTEGER,
    "insured" INTEGER,
    "remark" TEXT
);
CREATE UNIQUE INDEX "casualties_key0" ON "casualties"("accident", "seq");
CREATE TABLE "accident_liabilities" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "accident" INTEGER NOT NULL REFERENCES "accidents"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "kind" TEXT NOT NULL,
    "not_applicable" INTEGER NOT NULL,
    "na_reason" TEXT,
    "party" TEXT,
    "name" TEXT,
    "post" TEXT,
    "fault" TEXT,
    "crime" TEXT,
    "suggestion" TEXT,
    "basis" TEXT,
    "detail" TEXT,
    "decided_by" TEXT,
    "decided_date" TEXT,
    "result" TEXT,
    "executed" TEXT,
    "penalty_case" INTEGER REFERENCES "penalty_cases"(id),
    "accountability" INTEGER REFERENCES "accountabilities"(id),
    "docs" TEXT
);
CREATE UNIQUE INDEX "accident_liabilities_key0" ON "accident_liabilities"("accident", "seq");
CREATE INDEX "accident_liabilities_penalty_case" ON "accident_liabilities"("penalty_case");
CREATE INDEX "accident_liabilities_accountability" ON "accident_liabilities"("accountability");
CREATE TABLE "up_reports" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "accident" INTEGER NOT NULL REFERENCES "accidents"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "kind" TEXT NOT NULL,
    "level" TEXT,
    "to" TEXT NOT NULL,
    "known_at" TEXT,
    "at" TEXT NOT NULL,
    "way" TEXT,
    "content" TEXT,
    "reporter" TEXT,
    "receiver" TEXT,
    "docs" TEXT
);
CREATE UNIQUE INDEX "up_reports_key0" ON "up_reports"("accident", "seq");
CREATE TABLE "accident_measures" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "accident" INTEGER NOT NULL REFERENCES "accidents"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "text" TEXT NOT NULL,
    "owner" TEXT,
    "due" TEXT,
    "done_at" TEXT,
    "result" TEXT,
    "photo" TEXT
);
CREATE UNIQUE INDEX "accident_measures_key0" ON "accident_measures"("accident", "seq");
CREATE INDEX "accident_measures_due" ON "accident_measures"("due");
CREATE TABLE "supervise_cases" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "object_type" TEXT NOT NULL,
    "hidden_danger" INTEGER REFERENCES "hidden_dangers"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "org" INTEGER REFERENCES "org_units"(id),
    "level" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "requirement" TEXT,
    "responsible_unit" TEXT,
    "responsible_person" TEXT,
    "supervise_org" INTEGER REFERENCES "org_units"(id),
    "supervise_person" INTEGER REFERENCES "staff"(id),
    "status" TEXT NOT NULL,
    "approver" TEXT,
    "listed_date" TEXT,
    "deadline" TEXT,
    "publicity_due" TEXT,
    "publicity_at" TEXT,
    "extend_applied" TEXT,
    "extend_due" TEXT,
    "extend_reason" TEXT,
    "extend_approver" TEXT,
    "new_deadline" TEXT,
    "extended_count" INTEGER NOT NULL,
    "due_on" TEXT,
    "progress_count" INTEGER,
    "accept_date" TEXT,
    "acceptor" TEXT,
    "accept_opinion" TEXT,
    "delist_date" TEXT,
    "file" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "supervise_cases_key0" ON "supervise_cases"("no");
CREATE INDEX "supervise_cases_hidden_danger" ON "supervise_cases"("hidden_danger");
CREATE INDEX "supervise_cases_enterprise" ON "supervise_cases"("enterprise");
CREATE INDEX "supervise_cases_org" ON "supervise_cases"("org");
CREATE INDEX "supervise_cases_supervise_org" ON "supervise_cases"("supervise_org");
CREATE INDEX "supervise_cases_supervise_person" ON "supervise_cases"("supervise_person");
CREATE INDEX "supervise_cases_due_on" ON "supervise_cases"("due_on");
CREATE INDEX "supervise_cases_publicity_due" ON "supervise_cases"("publicity_due");
CREATE INDEX "supervise_cases_extend_due" ON "supervise_cases"("extend_due");
CREATE INDEX "supervise_cases_listed_date" ON "supervise_cases"("listed_date");
CREATE TABLE "supervise_progresses" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "case" INTEGER NOT NULL REFERENCES "supervise_cases"(id) ON DELETE CASCADE,
    "date" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by" TEXT,
    "att" TEXT
);
CREATE INDEX "supervise_progresses_case" ON "supervise_progresses"("case");
CREATE INDEX "supervise_progresses_date" ON "supervise_progresses"("date");
CREATE TABLE "inspect_patrols" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "date" TEXT NOT NULL,
    "leader" INTEGER REFERENCES "staff"(id),
    "members" TEXT,
    "target_org" INTEGER NOT NULL REFERENCES "org_units"(id),
    "content" TEXT,
    "rectify_deadline" TEXT,
    "feedback" TEXT,
    "feedback_at" TEXT,
    "result" TEXT,
    "found_count" INTEGER,
    "left_count" INTEGER,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "inspect_patrols_key0" ON "inspect_patrols"("no");
CREATE INDEX "inspect_patrols_leader" ON "inspect_patrols"("leader");
CREATE INDEX "inspect_patrols_target_org" ON "inspect_patrols"("target_org");
CREATE INDEX "inspect_patrols_rectify_deadline" ON "inspect_patrols"("rectify_deadline");
CREATE INDEX "inspect_patrols_date" ON "inspect_patrols"("date");
CREATE TABLE "patrol_problems" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "patrol" INTEGER NOT NULL REFERENCES "inspect_patrols"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "text" TEXT NOT NULL,
    "measure" TEXT,
    "mended_on" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "patrol_problems_key0" ON "patrol_problems"("patrol", "seq");
CREATE TABLE "interviews" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "no" TEXT,
    "date" TEXT NOT NULL,
    "place" TEXT,
    "interviewer" INTEGER REFERENCES "staff"(id),
    "recorder" INTEGER REFERENCES "staff"(id),
    "interviewee_unit" TEXT NOT NULL,
    "interviewee" TEXT NOT NULL,
    "post" TEXT,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "org" INTEGER REFERENCES "org_units"(id),
    "reason_code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "requirements" TEXT,
    "supervise_case" INTEGER REFERENCES "supervise_cases"(id),
    "hidden_dangers" TEXT,
    "status" TEXT NOT NULL,
    "statement" TEXT,
    "minutes" TEXT,
    "feedback_deadline" TEXT,
    "feedback_at" TEXT,
    "feedback_doc" TEXT,
    "revisit_on" TEXT,
    "result" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "interviews_key0" ON "interviews"("no");
CREATE INDEX "interviews_interviewer" ON "interviews"("interviewer");
CREATE INDEX "interviews_recorder" ON "interviews"("recorder");
CREATE INDEX "interviews_enterprise" ON "interviews"("enterprise");
CREATE INDEX "interviews_org" ON "interviews"("org");
CREATE INDEX "interviews_supervise_case" ON "interviews"("supervise_case");
CREATE INDEX "interviews_feedback_deadline" ON "interviews"("feedback_deadline");
CREATE INDEX "interviews_date" ON "interviews"("date");
CREATE TABLE "bulletins" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "org" INTEGER REFERENCES "org_units"(id),
    "person" INTEGER REFERENCES "staff"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "subject_type" TEXT,
    "no" TEXT,
    "date" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "content" TEXT,
    "publish_scope" TEXT,
    "patrol" INTEGER REFERENCES "inspect_patrols"(id),
    "hidden_danger" INTEGER REFERENCES "hidden_dangers"(id),
    "accident" INTEGER REFERENCES "accidents"(id),
    "feedback_deadline" TEXT,
    "feedback_at" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "bulletins_key0" ON "bulletins"("no");
CREATE INDEX "bulletins_org" ON "bulletins"("org");
CREATE INDEX "bulletins_person" ON "bulletins"("person");
CREATE INDEX "bulletins_enterprise" ON "bulletins"("enterprise");
CREATE INDEX "bulletins_patrol" ON "bulletins"("patrol");
CREATE INDEX "bulletins_hidden_danger" ON "bulletins"("hidden_danger");
CREATE INDEX "bulletins_accident" ON "bulletins"("accident");
CREATE INDEX "bulletins_feedback_deadline" ON "bulletins"("feedback_deadline");
CREATE INDEX "bulletins_date" ON "bulletins"("date");
CREATE TABLE "exposures" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "date" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "object" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "media" TEXT,
    "url" TEXT,
    "hidden_danger" INTEGER REFERENCES "hidden_dangers"(id),
    "followup" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE INDEX "exposures_enterprise" ON "exposures"("enterprise");
CREATE INDEX "exposures_hidden_danger" ON "exposures"("hidden_danger");
CREATE INDEX "exposures_date" ON "exposures"("date");
CREATE TABLE "accountabilities" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "date" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "org" INTEGER REFERENCES "org_units"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "reason" TEXT NOT NULL,
    "basis" TEXT,
    "form" TEXT,
    "supervise_case" INTEGER REFERENCES "supervise_cases"(id),
    "accident" INTEGER REFERENCES "accidents"(id),
    "decided_by" TEXT,
    "decided_on" TEXT,
    "result" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE INDEX "accountabilities_org" ON "accountabilities"("org");
CREATE INDEX "accountabilities_enterprise" ON "accountabilities"("enterprise");
CREATE INDEX "accountabilities_supervise_case" ON "accountabilities"("supervise_case");
CREATE INDEX "accountabilities_accident" ON "accountabilities"("accident");
CREATE INDEX "accountabilities_date" ON "accountabilities"("date");
CREATE TABLE "case_warnings" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "date" TEXT,
    "source" TEXT,
    "accident" INTEGER REFERENCES "accidents"(id),
    "cause" TEXT,
    "lesson" TEXT,
    "target_industry" TEXT,
    "pushed_to" TEXT,
    "pushed_at" TEXT,
    "read_ack" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "case_warnings_key0" ON "case_warnings"("title", "date");
CREATE INDEX "case_warnings_accident" ON "case_warnings"("accident");
CREATE INDEX "case_warnings_date" ON "case_warnings"("date");
CREATE TABLE "efficacy_reviews" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "span" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "org" INTEGER REFERENCES "org_units"(id),
    "person" INTEGER REFERENCES "staff"(id),
    "date" TEXT,
    "reviewer" TEXT,
    "people" INTEGER NOT NULL,
    "metrics" TEXT,
    "quantity_score" REAL,
    "sample_cases" TEXT,
    "subject" REAL,
    "procedure" REAL,
    "facts" REAL,
    "law" REAL,
    "papers" REAL,
    "discretion" REAL,
    "service" REAL,
    "filing" REAL,
    "deductions" TEXT,
    "quality_score" REAL,
    "total" REAL,
    "grade" TEXT,
    "problems" TEXT,
    "suggestions" TEXT,
    "docs" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "efficacy_reviews_key0" ON "efficacy_reviews"("period", "person", "org");
CREATE INDEX "efficacy_reviews_org" ON "efficacy_reviews"("org");
CREATE INDEX "efficacy_reviews_person" ON "efficacy_reviews"("person");
CREATE TABLE "goal_letters" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "org" INTEGER REFERENCES "org_units"(id),
    "person" INTEGER REFERENCES "staff"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "subject_type" TEXT,
    "title" TEXT,
    "year" INTEGER NOT NULL,
    "from_org" INTEGER REFERENCES "org_units"(id),
    "signer" TEXT,
    "sign_date" TEXT,
    "target_count" INTEGER,
    "achieved_count" INTEGER,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "goal_letters_key0" ON "goal_letters"("year", "org");
CREATE UNIQUE INDEX "goal_letters_key1" ON "goal_letters"("year", "person");
CREATE UNIQUE INDEX "goal_letters_key2" ON "goal_letters"("year", "enterprise");
CREATE INDEX "goal_letters_org" ON "goal_letters"("org");
CREATE INDEX "goal_letters_person" ON "goal_letters"("person");
CREATE INDEX "goal_letters_enterprise" ON "goal_letters"("enterprise");
CREATE INDEX "goal_letters_from_org" ON "goal_letters"("from_org");
CREATE TABLE "goal_targets" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "letter" INTEGER NOT NULL REFERENCES "goal_letters"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "indicator" TEXT NOT NULL,
    "target" TEXT,
    "actual" TEXT,
    "achieved" INTEGER,
    "remark" TEXT
);
CREATE UNIQUE INDEX "goal_targets_key0" ON "goal_targets"("letter", "seq");
CREATE TABLE "kpi_schemes" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "applies_to" TEXT NOT NULL,
    "region_type" TEXT,
    "industry" TEXT,
    "risk_grade" TEXT,
    "total" REAL NOT NULL,
    "bonus_cap" REAL,
    "deduct_floor" REAL NOT NULL,
    "process_weight" REAL,
    "result_weight" REAL,
    "item_total" REAL,
    "balanced" INTEGER,
    "sheet_count" INTEGER,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "kpi_schemes_key0" ON "kpi_schemes"("name", "year");
CREATE INDEX "kpi_schemes_year" ON "kpi_schemes"("year");
CREATE TABLE "kpi_items" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "scheme" INTEGER NOT NULL REFERENCES "kpi_schemes"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "l1" TEXT,
    "l2" TEXT,
    "points" TEXT NOT NULL,
    "std_score" REAL NOT NULL,
    "rule" TEXT,
    "method" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "auto_metric" TEXT,
    "auto_measure" TEXT,
    "auto_formula" TEXT,
    "auto_step" REAL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "kpi_items_key0" ON "kpi_items"("scheme", "seq");
CREATE TABLE "kpi_sheets" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "org" INTEGER REFERENCES "org_units"(id),
    "person" INTEGER REFERENCES "staff"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "subject_type" TEXT,
    "no" TEXT,
    "scheme" INTEGER NOT NULL REFERENCES "kpi_schemes"(id),
    "year" INTEGER,
    "period" TEXT,
    "status" TEXT NOT NULL,
    "process_score" REAL,
    "result_score" REAL,
    "bonus_score" REAL,
    "total" REAL,
    "vetoed" INTEGER NOT NULL,
    "veto_reason" TEXT,
    "grade" TEXT,
    "rank" INTEGER,
    "public_at" TEXT,
    "objection" TEXT,
    "decided_on" TEXT,
    "approver" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "kpi_sheets_key0" ON "kpi_sheets"("no");
CREATE UNIQUE INDEX "kpi_sheets_key1" ON "kpi_sheets"("scheme", "org", "period");
CREATE UNIQUE INDEX "kpi_sheets_key2" ON "kpi_sheets"("scheme", "enterprise", "period");
CREATE INDEX "kpi_sheets_org" ON "kpi_sheets"("org");
CREATE INDEX "kpi_sheets_person" ON "kpi_sheets"("person");
CREATE INDEX "kpi_sheets_enterprise" ON "kpi_sheets"("enterprise");
CREATE INDEX "kpi_sheets_rank" ON "kpi_sheets"("rank");
CREATE TABLE "kpi_scores" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "sheet" INTEGER NOT NULL REFERENCES "kpi_sheets"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "item" INTEGER NOT NULL REFERENCES "kpi_items"(id),
    "kind" TEXT,
    "std_score" REAL,
    "self_score" REAL,
    "self_reason" TEXT,
    "deduct" REAL,
    "deduct_reason" TEXT,
    "dept_score" REAL,
    "review_score" REAL,
    "score" REAL,
    "auto_value" REAL,
    "auto_note" TEXT,
    "evidence" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "kpi_scores_key0" ON "kpi_scores"("sheet", "item");
CREATE INDEX "kpi_scores_item" ON "kpi_scores"("item");
CREATE TABLE "vetoes" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "org" INTEGER REFERENCES "org_units"(id),
    "person" INTEGER REFERENCES "staff"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "subject_type" TEXT,
    "year" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT,
    "accident" INTEGER REFERENCES "accidents"(id),
    "hidden_danger" INTEGER REFERENCES "hidden_dangers"(id),
    "decided_date" TEXT,
    "decided_by" TEXT,
    "effect" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "sheet" INTEGER REFERENCES "kpi_sheets"(id),
    "revoke_reason" TEXT,
    "remark" TEXT
);
CREATE INDEX "vetoes_org" ON "vetoes"("org");
CREATE INDEX "vetoes_person" ON "vetoes"("person");
CREATE INDEX "vetoes_enterprise" ON "vetoes"("enterprise");
CREATE INDEX "vetoes_accident" ON "vetoes"("accident");
CREATE INDEX "vetoes_hidden_danger" ON "vetoes"("hidden_danger");
CREATE INDEX "vetoes_sheet" ON "vetoes"("sheet");
CREATE INDEX "vetoes_year" ON "vetoes"("year");
CREATE TABLE "awards" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "org" INTEGER REFERENCES "org_units"(id),
    "person" INTEGER REFERENCES "staff"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "subject_type" TEXT,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "basis" TEXT,
    "given_on" TEXT,
    "certificate" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE INDEX "awards_org" ON "awards"("org");
CREATE INDEX "awards_person" ON "awards"("person");
CREATE INDEX "awards_enterprise" ON "awards"("enterprise");
CREATE INDEX "awards_year" ON "awards"("year");
CREATE TABLE "quarter_reviews" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "title" TEXT,
    "year" INTEGER NOT NULL,
    "quarter" TEXT NOT NULL,
    "due_on" TEXT,
    "stats" TEXT,
    "ranking" TEXT,
    "problems" TEXT,
    "next_measures" TEXT,
    "meeting" INTEGER REFERENCES "meetings"(id),
    "issued_on" TEXT,
    "report_file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "quarter_reviews_key0" ON "quarter_reviews"("year", "quarter");
CREATE INDEX "quarter_reviews_meeting" ON "quarter_reviews"("meeting");
CREATE INDEX "quarter_reviews_due_on" ON "quarter_reviews"("due_on");
CREATE TABLE "policy_docs" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "doc_no" TEXT,
    "title" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "doc_type" TEXT NOT NULL,
    "issue_date" TEXT,
    "received_date" TEXT,
    "deadline_feedback" TEXT,
    "feedback_at" TEXT,
    "summary" TEXT,
    "file" TEXT,
    "is_local" INTEGER NOT NULL,
    "parent_doc" INTEGER REFERENCES "policy_docs"(id),
    "remark" TEXT
);
CREATE UNIQUE INDEX "policy_docs_key0" ON "policy_docs"("doc_no", "issuer");
CREATE INDEX "policy_docs_parent_doc" ON "policy_docs"("parent_doc");
CREATE INDEX "policy_docs_deadline_feedback" ON "policy_docs"("deadline_feedback");
CREATE INDEX "policy_docs_issue_date" ON "policy_docs"("issue_date");
CREATE TABLE "impl_tasks" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "source_doc" INTEGER NOT NULL REFERENCES "policy_docs"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "content" TEXT NOT NULL,
    "measure" TEXT,
    "lead_org" INTEGER REFERENCES "org_units"(id),
    "assist_orgs" TEXT,
    "responsible_leader" INTEGER REFERENCES "staff"(id),
    "start_date" TEXT,
    "due_date" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "progress_pct" INTEGER,
    "result" TEXT,
    "evidence" TEXT,
    "finish_date" TEXT,
    "verify" TEXT,
    "end_reason" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "impl_tasks_key0" ON "impl_tasks"("source_doc", "seq");
CREATE INDEX "impl_tasks_lead_org" ON "impl_tasks"("lead_org");
CREATE INDEX "impl_tasks_responsible_leader" ON "impl_tasks"("responsible_leader");
CREATE INDEX "impl_tasks_due_date" ON "impl_tasks"("due_date");
CREATE TABLE "reform_items" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "category" TEXT NOT NULL,
    "background" TEXT,
    "lead_org" INTEGER REFERENCES "org_units"(id),
    "leader" INTEGER REFERENCES "staff"(id),
    "pilot_enterprises" TEXT,
    "start_date" TEXT,
    "plan_finish" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "effect" TEXT,
    "evidence" TEXT,
    "end_reason" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "reform_items_key0" ON "reform_items"("name", "year");
CREATE INDEX "reform_items_lead_org" ON "reform_items"("lead_org");
CREATE INDEX "reform_items_leader" ON "reform_items"("leader");
CREATE INDEX "reform_items_plan_finish" ON "reform_items"("plan_finish");
CREATE TABLE "reform_milestones" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "reform" INTEGER NOT NULL REFERENCES "reform_items"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "content" TEXT NOT NULL,
    "due_date" TEXT,
    "done_on" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "reform_milestones_key0" ON "reform_milestones"("reform", "seq");
CREATE INDEX "reform_milestones_due_date" ON "reform_milestones"("due_date");
CREATE TABLE "access_reviews" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "project_name" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "project_type" TEXT NOT NULL,
    "risk_category" TEXT,
    "is_high_risk" INTEGER NOT NULL,
    "invest" INTEGER,
    "review_date" TEXT,
    "review_orgs" TEXT,
    "opinion" TEXT,
    "reason" TEXT,
    "pre_assessed_on" TEXT,
    "designed_on" TEXT,
    "accepted_on" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE INDEX "access_reviews_enterprise" ON "access_reviews"("enterprise");
CREATE INDEX "access_reviews_review_date" ON "access_reviews"("review_date");
CREATE TABLE "std_rules" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "no" TEXT,
    "issuer" TEXT,
    "industry_safety" TEXT,
    "kind" TEXT NOT NULL,
    "risk_method" TEXT,
    "effective_date" TEXT,
    "file" TEXT,
    "enabled" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "std_rules_key0" ON "std_rules"("name", "no");
CREATE TABLE "law_refs" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "doc_no" TEXT,
    "org" TEXT,
    "publish_date" TEXT,
    "effective_date" TEXT,
    "status" TEXT NOT NULL,
    "replaces" INTEGER REFERENCES "law_refs"(id),
    "builtin" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "law_refs_key0" ON "law_refs"("name");
CREATE INDEX "law_refs_replaces" ON "law_refs"("replaces");
CREATE TABLE "emergency_plans" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "owner_type" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "village" INTEGER REFERENCES "villages"(id),
    "office" INTEGER REFERENCES "org_units"(id),
    "kind" TEXT NOT NULL,
    "accident_types" TEXT,
    "version" TEXT NOT NULL,
    "linked_upper_plan" INTEGER REFERENCES "emergency_plans"(id),
    "file" TEXT,
    "review_date" TEXT,
    "review_experts" TEXT,
    "review_result" TEXT,
    "issue_date" TEXT,
    "must_file" INTEGER NOT NULL,
    "file_due" TEXT,
    "filed_date" TEXT,
    "filing_no" TEXT,
    "filing_org" TEXT,
    "valid_to" TEXT,
    "last_drill" TEXT,
    "drill_due" TEXT,
    "assess_date" TEXT,
    "assess_text" TEXT,
    "assess_due" TEXT,
    "revise_reason" TEXT,
    "abolish_reason" TEXT,
    "state" TEXT NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "emergency_plans_key0" ON "emergency_plans"("enterprise", "name", "version");
CREATE UNIQUE INDEX "emergency_plans_key1" ON "emergency_plans"("village", "name", "version");
CREATE UNIQUE INDEX "emergency_plans_key2" ON "emergency_plans"("office", "name", "version");
CREATE INDEX "emergency_plans_linked_upper_plan" ON "emergency_plans"("linked_upper_plan");
CREATE INDEX "emergency_plans_file_due" ON "emergency_plans"("file_due");
CREATE INDEX "emergency_plans_valid_to" ON "emergency_plans"("valid_to");
CREATE INDEX "emergency_plans_drill_due" ON "emergency_plans"("drill_due");
CREATE INDEX "emergency_plans_assess_due" ON "emergency_plans"("assess_due");
CREATE TABLE "drills" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "topic" TEXT NOT NULL,
    "owner_type" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "village" INTEGER REFERENCES "villages"(id),
    "office" INTEGER REFERENCES "org_units"(id),
    "plan" INTEGER REFERENCES "emergency_plans"(id),
    "date" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "participants_count" INTEGER,
    "orgs" TEXT,
    "scenario" TEXT,
    "evaluation" TEXT,
    "problems" TEXT,
    "improvements" TEXT,
    "evaluator" TEXT,
    "report_sent_to" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE INDEX "drills_enterprise" ON "drills"("enterprise");
CREATE INDEX "drills_village" ON "drills"("village");
CREATE INDEX "drills_office" ON "drills"("office");
CREATE INDEX "drills_plan" ON "drills"("plan");
CREATE INDEX "drills_date" ON "drills"("date");
CREATE TABLE "rescue_teams" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "village" INTEGER REFERENCES "villages"(id),
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "leader" TEXT NOT NULL,
    "phone" TEXT,
    "members" INTEGER,
    "equipment" TEXT,
    "coverage" TEXT,
    "agreement" TEXT,
    "valid_to" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "rescue_teams_key0" ON "rescue_teams"("name");
CREATE INDEX "rescue_teams_village" ON "rescue_teams"("village");
CREATE INDEX "rescue_teams_enterprise" ON "rescue_teams"("enterprise");
CREATE INDEX "rescue_teams_valid_to" ON "rescue_teams"("valid_to");
CREATE TABLE "rescue_materials" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "warehouse" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "spec" TEXT,
    "qty" REAL NOT NULL,
    "unit" TEXT,
    "min_qty" REAL,
    "short" INTEGER NOT NULL,
    "expire_date" TEXT,
    "keeper" TEXT,
    "phone" TEXT,
    "location" TEXT,
    "checked_on" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "rescue_materials_key0" ON "rescue_materials"("warehouse", "name", "spec");
CREATE INDEX "rescue_materials_expire_date" ON "rescue_materials"("expire_date");
CREATE TABLE "duty_rosters" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "date" TEXT NOT NULL,
    "leader" INTEGER NOT NULL REFERENCES "staff"(id),
    "staff" TEXT,
    "phone" TEXT,
    "handover" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "duty_rosters_key0" ON "duty_rosters"("date");
CREATE INDEX "duty_rosters_leader" ON "duty_rosters"("leader");
CREATE TABLE "emergency_contacts" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "post" TEXT,
    "field" TEXT,
    "phone" TEXT NOT NULL,
    "duty_phone" TEXT,
    "verified_on" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "emergency_contacts_key0" ON "emergency_contacts"("name", "unit");
CREATE INDEX "emergency_contacts_unit" ON "emergency_contacts"("unit");
CREATE TABLE "emergency_resource_shares" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "partner" TEXT NOT NULL,
    "content" TEXT,
    "contact" TEXT,
    "phone" TEXT,
    "signed_on" TEXT,
    "valid_to" TEXT,
    "file" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "emergency_resource_shares_key0" ON "emergency_resource_shares"("name", "partner");
CREATE INDEX "emergency_resource_shares_valid_to" ON "emergency_resource_shares"("valid_to");
CREATE TABLE "rescue_records" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "event" TEXT NOT NULL,
    "called_at" TEXT NOT NULL,
    "arrived_at" TEXT,
    "ended_at" TEXT,
    "place" TEXT,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "accident" INTEGER REFERENCES "accidents"(id),
    "plan" INTEGER REFERENCES "emergency_plans"(id),
    "teams" TEXT,
    "people" INTEGER,
    "materials" TEXT,
    "saved" INTEGER,
    "course" TEXT,
    "result" TEXT,
    "lessons" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "rescue_records_key0" ON "rescue_records"("code");
CREATE INDEX "rescue_records_enterprise" ON "rescue_records"("enterprise");
CREATE INDEX "rescue_records_accident" ON "rescue_records"("accident");
CREATE INDEX "rescue_records_plan" ON "rescue_records"("plan");
CREATE INDEX "rescue_records_called_at" ON "rescue_records"("called_at");
CREATE TABLE "trainings" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "round" TEXT NOT NULL,
    "tiers" TEXT,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "organizer" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "end" TEXT,
    "hours" REAL,
    "hours_required" INTEGER,
    "hours_short" INTEGER NOT NULL,
    "place" TEXT,
    "teacher" TEXT,
    "content" TEXT NOT NULL,
    "method" TEXT,
    "should_count" INTEGER,
    "people" INTEGER,
    "passed" INTEGER,
    "exam" INTEGER NOT NULL,
    "injury" INTEGER NOT NULL,
    "file" TEXT,
    "photo" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "trainings_key0" ON "trainings"("code");
CREATE INDEX "trainings_enterprise" ON "trainings"("enterprise");
CREATE INDEX "trainings_start" ON "trainings"("start");
CREATE TABLE "training_attendees" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "training" INTEGER NOT NULL REFERENCES "trainings"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "person" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "post" TEXT,
    "is_migrant" INTEGER NOT NULL,
    "is_dispatch" INTEGER NOT NULL,
    "score" REAL,
    "passes" INTEGER,
    "cert" INTEGER REFERENCES "certificates"(id),
    "sign" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE INDEX "training_attendees_training" ON "training_attendees"("training");
CREATE INDEX "training_attendees_enterprise" ON "training_attendees"("enterprise");
CREATE INDEX "training_attendees_cert" ON "training_attendees"("cert");
CREATE TABLE "labour_teams" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "leader" TEXT NOT NULL,
    "phone" TEXT,
    "village" INTEGER REFERENCES "villages"(id),
    "project" TEXT,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "people" INTEGER,
    "certified" INTEGER,
    "training_done" INTEGER NOT NULL,
    "trained_on" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "labour_teams_key0" ON "labour_teams"("name");
CREATE INDEX "labour_teams_village" ON "labour_teams"("village");
CREATE INDEX "labour_teams_enterprise" ON "labour_teams"("enterprise");
CREATE TABLE "labour_members" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "team" INTEGER NOT NULL REFERENCES "labour_teams"(id) ON DELETE CASCADE,
    "seq" INTEGER,
    "name" TEXT NOT NULL,
    "id_card" TEXT,
    "work" TEXT,
    "cert_no" TEXT,
    "phone" TEXT,
    "remark" TEXT
);
CREATE INDEX "labour_members_team" ON "labour_members"("team");
CREATE TABLE "injury_rates" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "enterprise" INTEGER NOT NULL REFERENCES "enterprises"(id),
    "year" INTEGER NOT NULL,
    "risk_class" INTEGER,
    "base_rate" REAL,
    "band" TEXT NOT NULL,
    "float_rate" REAL,
    "reason" TEXT,
    "accidents" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "injury_rates_key0" ON "injury_rates"("enterprise", "year");
CREATE INDEX "injury_rates_year" ON "injury_rates"("year");
CREATE TABLE "publicity_activities" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL,
    "activity_type" TEXT NOT NULL,
    "theme" TEXT,
    "topic_doc" INTEGER REFERENCES "policy_docs"(id),
    "seven_in" TEXT,
    "village" INTEGER REFERENCES "villages"(id),
    "start_at" TEXT NOT NULL,
    "end_at" TEXT,
    "place" TEXT,
    "organizer_org" INTEGER NOT NULL REFERENCES "org_units"(id),
    "lecturer" TEXT,
    "lecturer_type" TEXT,
    "audience_type" TEXT,
    "attendee_count" INTEGER NOT NULL,
    "unit_count" INTEGER,
    "material_count" INTEGER,
    "media_channel" TEXT,
    "media_title" TEXT,
    "media_url" TEXT,
    "screenshot" TEXT,
    "photo" TEXT,
    "sign_in_sheet" TEXT,
    "summary" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "publicity_activities_key0" ON "publicity_activities"("title", "start_at");
CREATE INDEX "publicity_activities_topic_doc" ON "publicity_activities"("topic_doc");
CREATE INDEX "publicity_activities_village" ON "publicity_activities"("village");
CREATE INDEX "publicity_activities_organizer_org" ON "publicity_activities"("organizer_org");
CREATE INDEX "publicity_activities_start_at" ON "publicity_activities"("start_at");
CREATE TABLE "calendar_events" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "last_day" TEXT,
    "kind" TEXT NOT NULL,
    "content" TEXT,
    "builtin" INTEGER NOT NULL,
    "remark" TEXT
);
CREATE UNIQUE INDEX "calendar_events_key0" ON "calendar_events"("name", "day");
CREATE INDEX "calendar_events_day" ON "calendar_events"("day");
CREATE TABLE "safety_cultures" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "village" INTEGER REFERENCES "villages"(id),
    "apply" TEXT NOT NULL,
    "accept" TEXT,
    "result" TEXT NOT NULL,
    "valid_to" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "safety_cultures_key0" ON "safety_cultures"("name", "kind", "level");
CREATE INDEX "safety_cultures_enterprise" ON "safety_cultures"("enterprise");
CREATE INDEX "safety_cultures_village" ON "safety_cultures"("village");
CREATE INDEX "safety_cultures_valid_to" ON "safety_cultures"("valid_to");
CREATE INDEX "safety_cultures_apply" ON "safety_cultures"("apply");
CREATE TABLE "media_responses" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "event" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "url" TEXT,
    "risk_level" TEXT NOT NULL,
    "response" TEXT,
    "responded_on" TEXT,
    "result" TEXT,
    "remark" TEXT
);
CREATE INDEX "media_responses_date" ON "media_responses"("date");
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
CREATE TABLE "grid_patrols" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "code" TEXT,
    "grid" INTEGER NOT NULL REFERENCES "grids"(id),
    "village" INTEGER REFERENCES "villages"(id),
    "date" TEXT NOT NULL,
    "patroller" TEXT NOT NULL,
    "objects" TEXT,
    "enterprise" INTEGER REFERENCES "enterprises"(id),
    "public_area" INTEGER REFERENCES "public_areas"(id),
    "content" TEXT,
    "found_count" INTEGER NOT NULL,
    "problem" TEXT,
    "reported" INTEGER NOT NULL,
    "reported_at" TEXT,
    "handled_by_village" INTEGER NOT NULL,
    "verified" INTEGER,
    "noted" INTEGER NOT NULL,
    "photo" TEXT,
    "gps" TEXT,
    "remark" TEXT
);
CREATE UNIQUE INDEX "grid_patrols_key0" ON "grid_patrols"("code");
CREATE INDEX "grid_patrols_grid" ON "grid_patrols"("grid");
CREATE INDEX "grid_patrols_village" ON "grid_patrols"("village");
CREATE INDEX "grid_patrols_enterprise" ON "grid_patrols"("enterprise");
CREATE INDEX "grid_patrols_public_area" ON "grid_patrols"("public_area");
CREATE INDEX "grid_patrols_date" ON "grid_patrols"("date");
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
CREATE TABLE "fill_templates" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "issuer" TEXT,
    "form" TEXT,
    "file" TEXT,
    "title" TEXT,
    "whole_numbers" INTEGER NOT NULL,
    "filled_at" TEXT,
    "filled_period" TEXT,
    "filled_count" INTEGER NOT NULL,
    "remark" TEXT,
    "sheet" TEXT,
    "signature" TEXT,
    "plan" TEXT
);
CREATE UNIQUE INDEX "fill_templates_key0" ON "fill_templates"("name");
