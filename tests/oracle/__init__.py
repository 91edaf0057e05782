"""A second reckoning of days past due and provision, written from the text of the norms.

Slow and plain on purpose: one operation at a time, Decimal, no pandas, and nothing imported from coopcli,
so that a mistake in the one is not repeated in the other. Where the norm can be read in two ways,
``Readings`` has a field, and its docstring says which way is the default and why.

    cmn_2682.classify(operations, reference_date)   Res. CMN 2.682/1999
    bcb_352.provide(operations, reference_date)     Res. CMN 4.966/2021, BCB 352/2023, simplified method
"""
