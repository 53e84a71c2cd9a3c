-- The views of pledgebook.duckdb: the usual questions. Each begins with a comment, which becomes that of the view.
-- docs/cookbook.md shows what they are for. A statement ends with a semicolon at the end of a line.

-- Projects to be counted: neither parts of another one nor left out by a later edition.
CREATE VIEW current_projects AS
SELECT * FROM projects WHERE parent_project_id IS NULL AND missing_from IS NULL;

-- Pledges with their projects, as the latest document of each project states them.
CREATE VIEW project_pledges AS
SELECT p.project_id, p.title, g.* EXCLUDE (listing_id), l.listing_id, l.document_id
FROM pledges g JOIN listings l USING (listing_id)
JOIN projects p ON p.project_id = l.project_id AND p.latest_document = l.document_id
WHERE p.missing_from IS NULL;

-- What is missing by region; a project of several regions counts in each of them.
CREATE VIEW gap_by_region AS
SELECT region, currency, count(*) AS projects, sum(shortfall) AS gap
FROM (SELECT unnest(regions) AS region, currency, shortfall FROM current_projects)
WHERE shortfall > 0 GROUP BY ALL ORDER BY currency, gap DESC, region;

-- Donors, by their one name, with how many projects they support and what they pledged; no sum where it is in several currencies.
CREATE VIEW donors AS
SELECT donor_name AS donor, any_value(donor_type) AS donor_type, any_value(donor_iso3) AS donor_iso3,
       count(DISTINCT project_id) AS projects, list(DISTINCT title ORDER BY title) AS titles,
       CASE WHEN count(DISTINCT currency) < 2 THEN sum(amount) END AS pledged,
       CASE WHEN count(DISTINCT currency) < 2 THEN any_value(currency) END AS currency,
       count(*) - count(amount) AS without_amount
FROM project_pledges WHERE donor_name IS NOT NULL GROUP BY donor_name ORDER BY projects DESC, donor_name;

-- Projects without any pledge, with what they lack and whom to call.
CREATE VIEW unfunded_projects AS
SELECT project_id, title, regions, currency, shortfall, status, headquarters_contact, headquarters_email,
       field_contact, field_email
FROM current_projects WHERE pledged = 0 AND shortfall > 0 ORDER BY currency, shortfall DESC, project_id;

-- First and last day that a period can have, as far as its dates are stated: 2009 begins on 1 January at the earliest.
CREATE VIEW project_periods AS
SELECT project_id, title, start_date, end_date,
       TRY_CAST(start_date || substr('0000-01-01', length(start_date) + 1) AS DATE) AS earliest_start,
       CASE length(end_date)
         WHEN 4 THEN make_date(CAST(end_date AS INTEGER), 12, 31)
         WHEN 7 THEN last_day(CAST(end_date || '-01' AS DATE))
         ELSE TRY_CAST(end_date AS DATE)
       END AS latest_end
FROM projects;

-- Findings with the project that each is about, the gravest first.
CREATE VIEW review AS
SELECT f.severity, f.code, f.says, p.project_id, p.title, f.document_id, f.page, f."table", f.row_id, f."column"
FROM findings f LEFT JOIN listings l USING (listing_id)
LEFT JOIN projects p ON p.project_id = coalesce(l.project_id, CASE WHEN f."table" = 'projects' THEN f.row_id END)
ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, f.finding_id;

-- The quotes behind every value, also behind one that was taken over or worked out: what, where, by which rule.
CREATE VIEW sources AS
WITH RECURSIVE rests AS (
  SELECT DISTINCT "table", row_id, "column", "table" || '/' || row_id || '/' || "column" AS cell FROM evidence
  UNION
  SELECT r."table", r.row_id, r."column", unnest(from_json(e.inputs, '["VARCHAR"]'))
  FROM rests r JOIN evidence e ON r.cell = e."table" || '/' || e.row_id || '/' || e."column"
  WHERE e.quote IS NULL AND e.inputs IS NOT NULL
)
SELECT r."table", r.row_id, r."column", d.file, e.page, e.quote, e.rule, e.status, e.document_id, e.start, e."end"
FROM rests r JOIN evidence e ON r.cell = e."table" || '/' || e.row_id || '/' || e."column"
JOIN documents d USING (document_id)
WHERE e.quote IS NOT NULL;
