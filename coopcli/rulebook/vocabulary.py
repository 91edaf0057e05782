"""The words that rule files may use: facts (what conditions ask about) and outcomes (what rows decide).

A fact is a word that calculations provide; a rule that names another is refused when it is loaded. Numbers are
int64 in the unit of the name (``_cents`` are written in rules as ``"50.000,00"``); ``rate`` outcomes are exact
fractions (0.005 means 0,5%). A table must say what it does with a fact that ``may_be_missing``.
"""

from __future__ import annotations

from coopcli.words import WORDS, Word


def _words(*names: str) -> dict[str, Word]:
    return {name: WORDS[name] for part in names for name in part.split()}


FACTS = _words(
    "days_past_due days_to_due overdraft_days months_since_default remaining_months months_in_level_h",
    "client_total_cents balance_cents person_type product_kind guarantee_kind has_guarantee is_renegotiated",
    "was_written_off is_under_one_month is_above_equity_share has_overdue_review is_initial_stock held_level",
    "is_improved months_since_write_off collection_goes_on given_level level portfolio trigger was_problem_asset",
    "is_problem_asset has_contagion_exception counterparty_is_worse is_bankrupt_company is_federal_programme",
    "was_own_problem timely_payment_months installment_interval_months evidence_days counterparty_has_arrears",
    "has_write_off_relief has_write_off_criterion has_write_off_decision is_complete_method is_collective",
    "has_expected_loss is_dragged ceased_to_be_problem began_as_problem has_significant_increase",
    "has_sixty_day_evidence has_risk_reduction previous_stage previous_stage_code stage method prudential_segment",
    "collection_days days_since_contact days_since_listing_notice days_since_listing days_since_removal",
    "days_since_proposal days_since_account_settlement days_since_law_office days_since_lawsuit",
    "days_since_lawsuit_end days_since_last_payment days_since_last_act days_since_leave_end days_since_due_month_end",
    "business_days_since_listing_notice business_days_since_last_act business_days_since_listing months_past_due",
    "months_since_newest_due overdue_cents debt_cents last_level event_kind event_letter debt_kind has_left",
    "is_on_leave has_payroll is_listed is_watched exception_kind is_listing_waived is_lawsuit_waived",
    "is_lawsuit_decided credit_line_code member_id letter hold_kind days_since_letter transit_covers_debt",
    "claims_nothing waits_for_transit requires_paper has_postal_address has_electronic_address member_age_years sex",
    "marital_status dependent_count income_wages profession installment_count cpf_region record_age_months",
    "psi_millionths iv_millionths is_member is_for_third_party has_restrictions is_restriction_justified",
    "is_record_outdated is_record_incomplete credit_title is_for_capital is_for_losses retains_capital",
    "guarantee_cycle has_guarantor has_real_guarantee guarantee_basis_points is_guarantor_registered",
    "guarantor_days_past_due amount_cents unanswered_count has_earlier_answers credit_line payment_method",
    "receives_salary_here is_new_company membership_months previous_delay_days unpaid_days employment_months",
    "paid_capital_cents bureau_finding other_operation_count commitment_basis_points perception net_equity_cents",
    "partial_points total_points score_hundredths characteristic question reference_equity_cents authority",
    "has_conflict_of_interest has_loss has_payroll_margin paid_basis_points recommendation nps_points age_years",
    "respondent_class is_important is_satisfying solution_name family_name solution_count lost_solution_count",
    "margin_cents has_many_solutions has_high_margin days_since_relationship_contact has_lawsuit",
    "has_hold_against_contact is_detractor is_told_settled is_replaced is_told_broken has_agreement_installments",
    "is_fully_paid has_received_date is_registered days_since_received is_in_portfolio is_in_sheet is_marked",
    "is_class_better act is_held has_listing_notice listable_cents is_still_owing listing_count",
    "has_paid_since_listing is_known_debt has_settled_date has_document has_address has_contact",
    "has_account_settlement has_personal_guarantee has_updated_amount is_classified stops_revenue is_written_off",
    "provision_cents",
    "frame column step set_aside_kind set_aside_rows set_aside_rows_permille set_aside_cents_permille",
)

OUTCOMES = _words(
    "solution family advice situation ladder responsible is_followed collection_stage stage_rank act act_title",
    "event_kind letter channel deadline_days deadline_business_days deadline_from missing_before destination",
    "advance_days hold_effect exception_effect letter_title letter_action delivery level rate portfolio",
    "is_problem_asset is_dragged stops_revenue write_off_due is_met stage stage_code takes_expected_loss is_admitted",
    "review review_months stays_registered charges_fine charges_interest agreement_state mirror_status cross_check",
    "bureau_list file_column header format fixed_text lawsuit_list dossier_document band indicator numerator",
    "denominator points question fact table coding models code importance finding states option weight percentage",
    "verdict limit_cents limit_base equity_rate procedure modality item authority reports_to_board respondent_class",
    "answer_kind lowest highest group asked answer variant word theme keyword against action",
    "gate",
)
